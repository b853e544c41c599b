import type { Diff } from '../diff/diff.ts';
import type { DroppedFinding, ParsedAnswer, PlacedFinding, Reject } from './finding.ts';
import { mergeFindings } from './merge.ts';
import { type CodeTexts, placeFinding } from './place.ts';

/** What became of every claim of every answer. Law: a claim is placed (or merged into one), dropped or rejected. */
export type Judged = {
  readonly placed: readonly PlacedFinding[];
  readonly dropped: readonly DroppedFinding[];
  readonly rejects: readonly Reject[];
};

/** `readings` holds, for each reader of each pack, its answers in the order in which they came. */
export function judgeAnswers(
  readings: readonly (readonly ParsedAnswer[])[],
  code: { readonly diff: Diff; readonly texts: CodeTexts },
): Judged {
  const outcomes = readings
    .flat()
    .flatMap((answer) => answer.findings)
    .map((finding) => placeFinding(finding, code));
  return {
    placed: mergeFindings(outcomes.flatMap((outcome) => ('anchor' in outcome ? [outcome] : []))),
    dropped: outcomes.flatMap((outcome) => ('anchor' in outcome ? [] : [outcome])),
    // A reader who was asked twice gave its findings again: what could not be read then is what is lost.
    rejects: readings.flatMap((answers) => answers.at(-1)?.rejects ?? []),
  };
}
