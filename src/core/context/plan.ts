/** Which neighbours are looked for. Everything, unless an experiment leaves a part out. */
export type GatherPlan = {
  /** Callers, implementations and definitions. */
  readonly graph: boolean;
  /** Where keys, paths, routes, columns and settings are defined. */
  readonly keys: boolean;
  readonly siblings: boolean;
  readonly tests: boolean;
  /** Docs and settings that mention changed names. */
  readonly mentions: boolean;
  /** Files that changed together with these before. */
  readonly history: boolean;
};

export const WHOLE_PLAN: GatherPlan = {
  graph: true,
  keys: true,
  siblings: true,
  tests: true,
  mentions: true,
  history: true,
};
