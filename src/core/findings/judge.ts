import type { Diff } from '../diff/diff.ts';
import type { HouseRule } from '../settings/settings.ts';
import type { DroppedFinding, ParsedAnswer, PlacedFinding, Reject } from './finding.ts';
import { mergeFindings } from './merge.ts';
import { type CodeTexts, placeFinding } from './place.ts';
import { ruleOf } from './rule-of.ts';

/** What became of every claim of every answer. Law: a claim is placed (or merged into one), dropped or rejected. */
export type Judged = {
  readonly placed: readonly PlacedFinding[];
  readonly dropped: readonly DroppedFinding[];
  readonly rejects: readonly Reject[];
  /** Sentences about what was set right in the claims that stay. */
  readonly notes: readonly string[];
};

/** `readings` holds, for each reader of each pack, its answers in the order in which they came. */
export function judgeAnswers(
  readings: readonly (readonly ParsedAnswer[])[],
  code: { readonly diff: Diff; readonly texts: CodeTexts; readonly rules?: readonly HouseRule[] },
): Judged {
  const outcomes = readings
    .flat()
    .flatMap((answer) => answer.findings)
    .map((finding) => placeFinding(finding, code));
  const placed = outcomes.flatMap((outcome) => ('anchor' in outcome ? [outcome] : []));
  const cited = placed.map((one) => citing(one, code.rules ?? []));
  return {
    placed: mergeFindings(cited.map(({ finding }) => finding)),
    notes: cited.flatMap(({ note }) => (note === null ? [] : [note])),
    dropped: outcomes.flatMap((outcome) => ('anchor' in outcome ? [] : [outcome])),
    // A reader who was asked twice gave its findings again: what could not be read then is what is lost.
    rejects: readings.flatMap((answers) => answers.at(-1)?.rejects ?? []),
  };
}

/** A finding from a rule has its severity, where the rule names one. */
function citing(
  placed: PlacedFinding,
  rules: readonly HouseRule[],
): { readonly finding: PlacedFinding; readonly note: string | null } {
  const { finding, anchor } = placed;
  const { rule, reason } = ruleOf({ id: finding.rule ?? null, path: anchor.path }, rules);
  if (rule === null) {
    return { finding: placed, note: reason === null ? null : `The finding "${finding.title}": ${reason}.` };
  }
  const severity = rule.severity ?? finding.severity;
  return { finding: { ...placed, rule, finding: { ...finding, severity } }, note: null };
}
