/** One thing the doctor looked at. `unknown` is said when nobody can know it without trying. */
export type Check = {
  readonly name: string;
  readonly state: 'fine' | 'warning' | 'wrong' | 'unknown';
  readonly text: string;
  /** What to do; never missing where something is wrong. */
  readonly remedy?: string;
};
