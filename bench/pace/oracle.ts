/** What an ideal client is told about the account before it starts. */
export type Known = {
  readonly calls: number;
  readonly answerMs: number;
  readonly lanes: number;
  readonly rpm?: number;
  /** Requests whose tokens fit into one minute. */
  readonly tokenRequestsPerMinute?: number;
  readonly storm?: { readonly from: number; readonly to: number };
};

const MINUTE_MS = 60_000;

/**
 * The time an ideal client needs for equal calls: it knows every limit, sends at the first moment the account
 * would let a request in, and never sends one in vain.
 */
export function oracleMakespanMs(known: Known): number {
  const starts: number[] = [];
  const perMinute = Math.min(known.rpm ?? known.calls, known.tokenRequestsPerMinute ?? known.calls);
  for (let call = 0; call < known.calls; call += 1) {
    const lane = starts[call - known.lanes];
    const minute = starts[call - perMinute];
    const earliest = Math.max(
      0,
      lane === undefined ? 0 : lane + known.answerMs,
      minute === undefined ? 0 : minute + MINUTE_MS,
    );
    starts.push(afterStorm(earliest, known.storm));
  }
  return Math.max(...starts) + known.answerMs;
}

function afterStorm(at: number, storm: Known['storm']): number {
  return storm !== undefined && at >= storm.from && at < storm.to ? storm.to : at;
}
