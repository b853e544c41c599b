/** Tokens of one answer, as the provider reports them. `cached` is part of `prompt`, `reasoning` of `completion`. */
export type Usage = {
  readonly prompt: number;
  readonly cached: number;
  readonly completion: number;
  readonly reasoning: number;
};

export const NO_USAGE: Usage = { prompt: 0, cached: 0, completion: 0, reasoning: 0 };

/** A sum with an unknown part is unknown. */
export function sumUsd(parts: readonly (number | null)[]): number | null {
  return parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0);
}

export function addUsage(left: Usage, right: Usage): Usage {
  return {
    prompt: left.prompt + right.prompt,
    cached: left.cached + right.cached,
    completion: left.completion + right.completion,
    reasoning: left.reasoning + right.reasoning,
  };
}
