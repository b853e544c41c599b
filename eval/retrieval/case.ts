import type { Change } from '../case-file/change.ts';
import type { Language } from '../case-file/languages.ts';

/** How the needed span hangs together with the change; `proof` is what proves a finding of the review cases. */
export const KINDS = [
  'caller',
  'definition',
  'implementation',
  'sibling',
  'test',
  'config',
  'column',
  'mapping',
  'route',
  'schema',
  'constant',
  'flag',
  'environment',
  'rename',
  'barrel',
  'alias',
  'proof',
] as const;

export type Kind = (typeof KINDS)[number];

/** Whole lines of a file that make a finding about the change true or false. */
export type Needed = { readonly path: string; readonly quote: string };

/** A small repository, a change to it, and the lines outside the change that a reviewer has to see. */
export type RetrievalCase = Change & {
  readonly name: string;
  readonly title: string;
  readonly language: Language;
  readonly kind: Kind;
  /** One sentence: why the needed lines make a finding true or false. */
  readonly why: string;
  readonly needed: readonly Needed[];
};
