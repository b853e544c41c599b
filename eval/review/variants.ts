import type { Told } from './told.ts';

/** A way to run the engine that is measured against the others. */
export type Variant = {
  readonly name: string;
  /** The text of a configuration file, as a user would write it. */
  readonly settings: string;
  /**
   * A stage that is thought away: findings lost there count as posted. The questions stay the same, and so do
   * tokens and cost; ranking is not done again.
   */
  readonly without: NonNullable<Told['lostAt']> | null;
};

const variant = (name: string, settings: string, without: Variant['without'] = null): Variant => ({
  name,
  settings,
  without,
});

export const VARIANTS: readonly Variant[] = [
  variant('quick', 'effort: quick\n'),
  variant('standard', 'effort: standard\n'),
  variant('deep', 'effort: deep\n'),
  variant('quick without neighbourhood', 'effort: quick\nlimits:\n  context-tokens: 0\n'),
  variant('standard without falsifier', 'effort: standard\n', 'falsifier'),
];

/** Those of the report in the documents: their answers are recorded. */
export const REPORT_VARIANTS = [
  'quick',
  'standard',
  'quick without neighbourhood',
  'standard without falsifier',
];
