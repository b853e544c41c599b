import type { Publisher, Receipt } from '../ports.ts';

/** A request as it would go to GitHub: method, path below the API root, and the exact body. */
export type RecordedRequest = { readonly method: string; readonly path: string; readonly body: unknown };

export type RecordingPublisher = Publisher & { readonly requests: readonly RecordedRequest[] };

/** Posts nothing and keeps everything: a run with this publisher is a dry run. `repository` is `owner/name`. */
export function recordingPublisher(repository: string): RecordingPublisher {
  const requests: RecordedRequest[] = [];
  const keep = async (method: string, path: string, body: unknown): Promise<Receipt> => {
    requests.push({ method, path: `/repos/${repository}/${path}`, body });
    return { kind: 'posted', id: requests.length, url: '' };
  };
  return {
    requests,
    startCheck: (_pull, payload) => keep('POST', 'check-runs', payload),
    finishCheck: (_pull, checkId, payload) => keep('PATCH', `check-runs/${checkId}`, payload),
    deletePendingReview: (pull, reviewId) => keep('DELETE', `pulls/${pull.number}/reviews/${reviewId}`, null),
    createReview: (pull, payload) => keep('POST', `pulls/${pull.number}/reviews`, payload),
    upsertComment: (pull, id, body) =>
      id === null
        ? keep('POST', `issues/${pull.number}/comments`, { body })
        : keep('PATCH', `issues/comments/${id}`, { body }),
  };
}
