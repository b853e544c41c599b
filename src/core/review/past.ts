import type { Conversation, ReviewThread } from '../pull-request.ts';
import { readFindingMark, readMemory, SUMMARY_MARK } from './marker.ts';
import type { Past } from './review.ts';

type PastFinding = Past['findings'][number];

/**
 * What earlier runs said. Only comments written by our own identity are believed; a mark that a stranger
 * copies into a comment is text. A thread is settled when somebody resolved it; a reply alone leaves it open.
 */
export function readPast(conversation: Conversation): Past {
  const summary = conversation.ownComments
    .filter((comment) => comment.mine && comment.body.trimStart().startsWith(SUMMARY_MARK))
    .toSorted((left, right) => right.id - left.id)[0];
  const memory = summary === undefined ? null : readMemory(summary.body);
  const noted = (memory?.noted ?? []).map((finding): PastFinding => ({ ...finding, state: 'open' }));
  return {
    memory,
    summaryCommentId: summary?.id ?? null,
    findings: onePerFingerprint([...conversation.threads.flatMap(findingOfThread), ...noted]),
  };
}

function findingOfThread(thread: ReviewThread): PastFinding[] {
  const marks = thread.comments.filter((comment) => comment.mine).map(({ body }) => readFindingMark(body));
  const mark = marks.find((candidate) => candidate !== null);
  if (mark === undefined || mark === null) return [];
  const line = thread.isOutdated ? null : thread.line;
  return [{ ...mark, path: thread.path, line, state: thread.isResolved ? 'settled' : 'open' }];
}

/** The first of several wins, but an open one wins over a settled one, and a thread over a note. */
function onePerFingerprint(findings: readonly PastFinding[]): PastFinding[] {
  const byFingerprint = new Map<string, PastFinding>();
  for (const finding of findings) {
    const known = byFingerprint.get(finding.fingerprint);
    const reopens = known?.state === 'settled' && finding.state === 'open' && finding.noted !== true;
    if (known === undefined || reopens) byFingerprint.set(finding.fingerprint, finding);
  }
  return [...byFingerprint.values()];
}
