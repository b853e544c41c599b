/** How this account's tokenizer counts, beside our estimate of the same prompts. */
export type Calibration = {
  /** Never below 1: an estimate that errs on the high side stays. */
  readonly ratio: number;
};

export const UNCALIBRATED: Calibration = { ratio: 1 };

// In a small prompt the frame of the template, or one odd file, weighs more than the text at large.
const PROMPT_TOKENS_MIN = 4_096;
// Against three vocabularies the estimate never lay below the count. Another one may cut finer, but a report of
// more than twice the estimate is about something else: a hidden prompt of the provider, or a sum over hosts.
const RATIO_MAX = 2;

/** Learns from a prompt whose true size became known. `counted` is the provider's number. */
export function calibrated(
  calibration: Calibration,
  { estimated, counted }: { readonly estimated: number; readonly counted: number },
): Calibration {
  if (estimated < PROMPT_TOKENS_MIN) return calibration;
  const ratio = counted / estimated;
  return ratio > calibration.ratio && ratio <= RATIO_MAX ? { ratio } : calibration;
}

/** The estimate as this account would count it: no lower than what its replies have shown so far. */
export function correctedTokens({ ratio }: Calibration, estimated: number): number {
  return Math.ceil(estimated * ratio);
}
