import { readObjects } from './git.ts';
import type { PullRecord, Review, Thread } from './records.ts';
import type { World } from './world.ts';

/** What pressing "Commit suggestion" would do. Reasons are the ones GitHub prints on the page. */
export type AppliedSuggestion =
  | { readonly kind: 'applied'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };

const FENCE_OPEN = /^( {0,3})(`{3,}|~{3,})[ \t]*([^\n]*)$/;
const FENCE_LENGTH_MIN = 3;

export function appliedSuggestion(world: World, commentId: number): AppliedSuggestion {
  for (const pull of world.pulls.values()) {
    for (const thread of pull.threads) {
      const comment = thread.comments.find((candidate) => candidate.id === commentId);
      if (comment === undefined) continue;
      const review = pull.reviews.find((candidate) => candidate.id === comment.reviewId);
      const [suggestion] = suggestionsIn(comment.body);
      if (suggestion === undefined) return refused('The comment holds no suggestion.');
      return refusal(pull, thread, review) ?? apply(world, { pull, thread, lines: suggestion });
    }
  }
  return refused(`There is no review comment ${commentId}.`);
}

/** The lines of each suggestion block, read as CommonMark reads fences: a block inside another is text. */
export function suggestionsIn(body: string): string[][] {
  const found: string[][] = [];
  const lines = body.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const [, indent = '', fence = '', info = ''] = FENCE_OPEN.exec(lines[at] ?? '') ?? [];
    if (fence.length < FENCE_LENGTH_MIN || (fence.startsWith('`') && info.includes('`'))) continue;
    const inside: string[] = [];
    const closing = new RegExp(`^ {0,3}${fence[0]}{${fence.length},}[ \\t]*$`);
    for (at += 1; at < lines.length && !closing.test(lines[at] ?? ''); at += 1) {
      inside.push((lines[at] ?? '').replace(new RegExp(`^ {0,${indent.length}}`), ''));
    }
    if (info.trim().split(/\s+/)[0] === 'suggestion') found.push(inside);
  }
  return found;
}

function refused(reason: string): AppliedSuggestion {
  return { kind: 'refused', reason };
}

function refusal(pull: PullRecord, thread: Thread, review: Review | undefined): AppliedSuggestion | null {
  if (pull.seed.state === 'closed') {
    return refused('Suggestions cannot be applied while the pull request is closed.');
  }
  if (review?.state === 'PENDING') return refused('Suggestions cannot be applied from pending reviews.');
  if (thread.resolvedBy !== null) return refused('This suggestion has been applied or marked resolved.');
  if (thread.subject === 'file') return refused('Suggestions cannot be applied to a whole file.');
  if (thread.isOutdated) return refused('This suggestion is outdated.');
  if (thread.side === 'LEFT' || thread.startSide === 'LEFT') {
    return refused('Suggestions cannot be applied on deleted lines.');
  }
  return null;
}

type Task = { pull: PullRecord; thread: Thread; lines: readonly string[] };

/** Replaces exactly start line to line, with the line ending the first of them has. */
function apply(world: World, { pull, thread, lines }: Task): AppliedSuggestion {
  const [file] = readObjects(world.git, [`${pull.headSha}:${thread.path}`]);
  if (file === null || file === undefined || thread.line === null)
    return refused('This suggestion is outdated.');
  const old = file.bytes.toString('utf8').match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const first = (thread.startLine ?? thread.line) - 1;
  const replaced = old.slice(first, thread.line);
  const ending = replaced[0]?.endsWith('\r\n') === true ? '\r\n' : '\n';
  const last = replaced.at(-1) ?? '';
  const text = lines.map((line) => `${line}${ending}`).join('');
  const fitted = last.endsWith('\n') ? text : text.replace(/\r?\n$/, '');
  if (fitted === replaced.join('')) {
    return refused('This suggestion is invalid because no changes were made to the code.');
  }
  return { kind: 'applied', text: [...old.slice(0, first), fitted, ...old.slice(thread.line)].join('') };
}
