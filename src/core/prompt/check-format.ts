/**
 * The written form of a check: for each claim the argument both ways before the verdict, because a verdict
 * that is written first is defended afterwards, then the lines that decide it. Text for the same reasons as
 * the form of a review; the closing line proves that no claim was forgotten.
 */
const CLAIM_HEADING = '### claim';
const CHECK_CLOSING_HEADING = '### end of check:';

/** The closing line a check of `count` claims must end with. */
function checkClosingLine(count: number): string {
  return `${CHECK_CLOSING_HEADING} ${count} ${count === 1 ? 'claim' : 'claims'}`;
}

/** Sent with every request, so that readers and checkers share one prefix. */
export const CHECK_FORMAT = `Answer in this form, one section for each claim, by its number:

${CLAIM_HEADING} <number>
for: <what speaks for it, with path:line>
against: <what speaks against it, with path:line>
verdict: <confirmed | refuted | unsure>
reason: <one sentence that a developer understands without your notes>
introduced: <yes | no>
severity: <blocker | major | minor | nit>
same as: <number of an earlier claim with the same root cause, or none>

\`\`\`evidence
<path:line: the line of code, copied letter by letter>
\`\`\`

Close with exactly one line that states how many claims you checked, for instance for a single one:

${checkClosingLine(1)}`;
