import type { AnnotationPayload, CheckEndPayload } from '../core/report/payloads.ts';
import type { Receipt } from '../ports.ts';
import { receiptFrom } from './convert.ts';
import { posted } from './failure.ts';
import type { Api } from './octokit.ts';

/**
 * Completes a check run. Annotations beyond the first 50 go ahead by further updates, which GitHub appends; the
 * conclusion comes last. Annotations that GitHub refuses do not keep the check from ending.
 */
export async function finishCheck(api: Api, checkId: number, payload: CheckEndPayload): Promise<Receipt> {
  const { annotations = [], ...output } = payload.output;
  const batches = batchesOf(annotations);
  const last = batches.pop() ?? [];
  for (const batch of batches) {
    const receipt = await update(api, checkId, { output: { ...output, annotations: batch } });
    if (receipt.kind === 'refused') return receipt;
    if (receipt.kind === 'unprocessable') warn(api, batch, receipt.reason);
  }
  const receipt = await update(api, checkId, { ...payload, output: { ...output, annotations: last } });
  if (receipt.kind !== 'unprocessable' || last.length === 0) return receipt;
  warn(api, last, receipt.reason);
  return update(api, checkId, { ...payload, output });
}

// GitHub's limit per request (OpenAPI, checks/update).
const ANNOTATIONS_PER_REQUEST = 50;

type CheckUpdate = Partial<Omit<CheckEndPayload, 'output'>> & Pick<CheckEndPayload, 'output'>;

async function update(api: Api, checkId: number, change: CheckUpdate): Promise<Receipt> {
  const { annotations, ...output } = change.output;
  // An empty list is left out: it says nothing.
  const listed =
    annotations === undefined || annotations.length === 0 ? {} : { annotations: [...annotations] };
  return posted(async () => {
    const place = { ...api.repo, check_run_id: checkId };
    const answer = await api.octokit.rest.checks.update({
      ...place,
      ...change,
      output: { ...output, ...listed },
    });
    return receiptFrom(answer.data, 'PATCH check-runs/{id}');
  });
}

function batchesOf(annotations: readonly AnnotationPayload[]): AnnotationPayload[][] {
  const batches: AnnotationPayload[][] = [];
  for (let first = 0; first < annotations.length; first += ANNOTATIONS_PER_REQUEST) {
    batches.push(annotations.slice(first, first + ANNOTATIONS_PER_REQUEST));
  }
  return batches;
}

function warn(api: Api, batch: readonly AnnotationPayload[], reason: string): void {
  api.log.warn(`GitHub refused ${batch.length} annotations of the check run: ${reason}`);
}
