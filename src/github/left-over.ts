const FINDING_MARK_AT_END = /(?:^|\n)<!-- kimi-review:finding [^\n]*-->\s*$/;

/** Comments read of a pending review; a run posts fewer, so a full page was not written by one. */
export const PENDING_COMMENTS_READ = 100;

/**
 * Whether a pending review was left behind by a killed run. The token may be a person's own, and then GitHub shows
 * the draft that person is writing as well: only one whose every comment ends with our mark may ever be deleted.
 */
export function isLeftOver(comments: readonly { readonly body: string }[]): boolean {
  if (comments.length === 0 || comments.length >= PENDING_COMMENTS_READ) return false;
  return comments.every(({ body }) => FINDING_MARK_AT_END.test(body));
}
