/**
 * The written answer format: prose first, then one section per finding, then a closing line with the count.
 *
 * It is text, not JSON, for three reasons. Constraining the answer while the model looks for bugs is reported
 * to cost most of the recall (0.357 to 0.100 in one published evaluation). Code is quoted without escaping,
 * so a quote can be compared with the file letter by letter. And each section stands alone: an answer cut
 * short still gives every finding before the cut, and the missing closing line proves the cut.
 */
export const FINDING_HEADING = '### finding';
const CLOSING_HEADING = '### end of review:';

/** The closing line an answer with `count` findings must end with. */
export function closingLine(count: number): string {
  return `${CLOSING_HEADING} ${count} ${count === 1 ? 'finding' : 'findings'}`;
}

/** Sent with every request. The shape below is a form to fill, not an example of a finding. */
export const ANSWER_FORMAT = `Answer in this form.

First write your notes as free prose: what the change does, what it stopped guaranteeing, and each suspicion with the argument for and against it. Keep only suspicions that survive your own argument.

Then, for each finding that survived, one section:

${FINDING_HEADING}
path: <path of the file as shown above>
line: <line number, or first-last>
side: <new for added or unchanged lines, old for removed lines>
severity: <blocker | major | minor | nit>
category: <bug | security | data-loss | concurrency | contract | error-handling | performance | test | documentation>
confidence: <high | medium | low>
rule: <id of the rule of the repository that is broken; leave the line out if there is none>
title: <the defect in one short sentence>
trigger: <one sentence: the input, state, caller or order of events that brings it about>
effect: <one sentence: the wrong result that follows>
remedy: <one sentence: what to change>

\`\`\`quote
<the whole lines the finding is about, copied letter by letter, without line numbers and without + or - signs>
\`\`\`

<optional: the steps of the argument with their places as path:line, for whoever doubts it; at most five sentences, nothing that stands above already>

\`\`\`suggestion
<optional: the lines that replace exactly the quoted lines, with their indentation; leave the block out unless it is the whole fix>
\`\`\`

When code itself contains a run of backticks, open and close the block with a longer run.

Close with exactly one line that states how many sections you wrote; when nothing survived, that is:

${closingLine(0)}`;
