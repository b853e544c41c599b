import type { CaseRun } from '../run-case.ts';
import type { Stage, Told } from '../told.ts';
import { reached } from '../told.ts';
import type { Mode } from './assign.ts';
import { type Counts, countsOf } from './counts.ts';
import type { Opinion } from './opinion.ts';

/** One run of one variant on one case, with what is thought of its findings. */
export type Scored = {
  readonly variant: string;
  /** 1 for the first run of a repeated measurement. */
  readonly run: number;
  readonly result: CaseRun;
  readonly opinions: ReadonlyMap<string, Opinion>;
};

/** Findings of the stage; those another finding speaks for are left to it. */
export function findingsAt({ result }: Scored, stage: Stage): Told[] {
  return result.told.filter((told) => !told.merged && reached(told, stage));
}

export function countsAt(scored: Scored, stage: Stage, mode: Mode): Counts {
  return countsOn(scored, findingsAt(scored, stage), mode);
}

export function countsOn({ result, opinions }: Scored, findings: readonly Told[], mode: Mode): Counts {
  return countsOf(findings, { goldens: result.goldens, opinions }, mode);
}
