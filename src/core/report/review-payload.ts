import type { PlacedFinding } from '../findings/finding.ts';
import { conclusionIn } from '../review/conclusion.ts';
import type { Review, ThreadPlan } from '../review/review.ts';
import type { Settings } from '../settings/settings.ts';
import { languageOf } from '../words/language-of.ts';
import { renderComment } from './comment.ts';
import type { ReviewCommentPayload, ReviewPayload } from './payloads.ts';
import { sanitizeSentence } from './sanitize.ts';
import { sentence } from './words.ts';

/** The one review of a run, as GitHub's `POST pulls/{n}/reviews` takes it. Bound to the head that was read. */
export function reviewPayload(plan: ThreadPlan, review: Review): ReviewPayload {
  const { words } = languageOf(review.settings.language);
  const comments = plan.post.flatMap((placed) => commentPayload(placed, review.settings));
  return {
    commit_id: review.pull.head.sha,
    event: 'COMMENT',
    // Without a count of comments: GitHub may refuse some of them, and shows the others below it anyway.
    body: sentence(sanitizeSentence(conclusionIn(words, review).title), words),
    comments,
  };
}

/** Empty for a finding that has no line in the diff: such a comment would lose the whole review to a 422. */
function commentPayload(placed: PlacedFinding, settings: Settings): ReviewCommentPayload[] {
  const { anchor } = placed;
  if (anchor.kind !== 'line') return [];
  const { path, line, side, startLine } = anchor;
  const comment = { path, body: renderComment(placed, settings), line, side };
  // GitHub refuses `start_line` on a single line: "start line must precede the end line".
  return [startLine === null ? comment : { ...comment, start_line: startLine, start_side: side }];
}
