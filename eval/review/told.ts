import { createHash } from 'node:crypto';
import type { Confidence, Severity } from '../../src/core/findings/finding.ts';

/** Lines at the head, 1-based and inclusive. */
export type HeadPlace = { readonly path: string; readonly first: number; readonly last: number };

/** Where findings go, in order: each stage holds what the next one gets. */
export const STAGES = ['found', 'evidence', 'falsifier', 'posted'] as const;
export type Stage = (typeof STAGES)[number];

/** One finding of one reader, as the scoring sees it. */
export type Told = {
  /** Equal for findings that say the same about the same lines: they are judged once. */
  readonly id: string;
  readonly path: string;
  /** Every place it names, by the lines of the head; empty when it could not be placed. */
  readonly places: readonly HeadPlace[];
  /** It stands on a line of the diff. */
  readonly inDiff: boolean;
  readonly title: string;
  readonly body: string;
  readonly quote: string;
  /** The quoted code occurs in the file. */
  readonly quoted: boolean;
  readonly confidence: Confidence;
  readonly severity: Severity;
  readonly reader: string;
  /** Where it was lost; `ranking` means that only the summary tells it, null that it is a comment. */
  readonly lostAt: 'evidence' | 'falsifier' | 'ranking' | null;
  /** Another finding speaks for it. */
  readonly merged: boolean;
};

const ID_DIGITS = 16;

/** Made of what a judge is shown of a finding, and of nothing else. */
export function toldId(finding: Pick<Told, 'path' | 'title' | 'body' | 'quote'>): string {
  const { path, title, body, quote } = finding;
  return createHash('sha256')
    .update(JSON.stringify([path, title, body, quote]))
    .digest('hex')
    .slice(0, ID_DIGITS);
}

/** Whether a finding got as far as a stage. */
export function reached({ lostAt }: Pick<Told, 'lostAt'>, stage: Stage): boolean {
  const last: Record<NonNullable<Told['lostAt']>, Stage> = {
    evidence: 'found',
    falsifier: 'evidence',
    ranking: 'falsifier',
  };
  return STAGES.indexOf(lostAt === null ? 'posted' : last[lostAt]) >= STAGES.indexOf(stage);
}
