import type { FilePatch } from '../diff/diff.ts';
import { redact } from './redact.ts';
import { showHidden } from './visible.ts';

/** Something in the added lines that the people of the pull request should know of. */
export type Suspicion = {
  readonly path: string;
  /** Line at the head, 1-based. */
  readonly line: number;
  /** A sentence without the secret or the hidden text itself. */
  readonly problem: string;
};

/** Secrets and hidden characters that the change adds, in the order of the change. */
export function suspicionsIn(patches: readonly FilePatch[]): Suspicion[] {
  return patches.flatMap((patch) => {
    const added = patch.hunks.flatMap((hunk) => hunk.lines.filter((line) => line.kind === 'added'));
    const secrets = redact(added.map((line) => line.text).join('\n')).found;
    const lineOf = (index: number): number => added[index]?.newLine ?? 0;
    return [
      ...secrets.map(({ kind, line }) => ({
        path: patch.path,
        line: lineOf(line - 1),
        problem: `This line adds what looks like a secret (${kind}); it was not sent to the model.`,
      })),
      ...added.flatMap((line) => {
        const { hidden } = showHidden(line.text.replace(HARMLESS, ''));
        if (hidden === 0) return [];
        const problem = `This line adds ${hidden} hidden ${hidden === 1 ? 'character' : 'characters'}.`;
        return [{ path: patch.path, line: line.newLine ?? 0, problem }];
      }),
    ].sort((a, b) => a.line - b.line);
  });
}

/** A byte order mark at the start, form feeds between sections, and joiners inside emoji. */
const HARMLESS = /^\ufeff|\f|(?<=\p{Extended_Pictographic}\ufe0f?)\u200d(?=\p{Extended_Pictographic})/gu;
