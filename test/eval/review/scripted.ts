import { NO_USAGE } from '../../../src/core/cost/usage.ts';
import type { Models } from '../../../src/ports.ts';

const TRUE_TITLE = 'A hold ends a thousand times too early, since holdSeconds is added to milliseconds';

/** What a reader says of the change in `typescript-seat-hold`: one true finding, and one that is known to be wrong. */
const SEAT_HOLD = `The default was milliseconds, the new value is not.

### finding
path: src/holds.ts
line: 10
side: new
severity: major
category: bug
confidence: high
title: ${TRUE_TITLE}

\`\`\`quote
  return event.holdSeconds ?? DEFAULT_HOLD;
\`\`\`

With holdSeconds: 600 the hold is over after 0.6 seconds. Multiply by 1000.

### finding
path: src/holds.ts
line: 9
side: new
severity: minor
category: bug
confidence: low
title: A hold of 0 does not get the default

\`\`\`quote
function holdOf(event: BoxEvent): number {
\`\`\`

0 is falsy, so the default is ignored.

### finding
path: src/holds.ts
line: 4
side: new
severity: major
category: bug
confidence: medium
title: The comment has a word too many

\`\`\`quote
/** For events that do not say how long. */
\`\`\`

It would mislead.

### finding
path: src/holds.ts
line: 9
side: new
severity: minor
category: bug
confidence: low
title: A line that does not exist

\`\`\`quote
this line stands nowhere
\`\`\`

It is dropped.

### end of review: 4 findings`;

const NOTHING = 'A pure function behind a bounded cache.\n\n### end of review: 0 findings';

const rules: readonly (readonly [RegExp, string])[] = [
  [/^You compare one comment[\s\S]*thousand times/, '{"reason": "Seconds and milliseconds.", "same": [1]}'],
  [
    /^You compare one comment[\s\S]*hold of 0/,
    'So {it} goes.\n```json\n{"reason": "The claim {x} says so.", "same": [2]}\n```',
  ],
  [/^You compare one comment/, '{"reason": "Nothing of the kind.", "same": []}'],
  [/src\/holds\.ts/, SEAT_HOLD],
  [/./, NOTHING],
];

/** Who checks claims refutes the one about a line, and confirms the others. */
function checkAnswer(titles: readonly string[]): string {
  const sections = titles.map((title, index) => {
    const verdict = title.includes('a word') ? 'refuted' : 'confirmed';
    return `### claim ${index + 1}
for: it may be
against: it may not
verdict: ${verdict}
reason: The line says so.
introduced: yes
severity: major
same as: none

\`\`\`evidence
src/holds.ts:10:   return event.holdSeconds ?? DEFAULT_HOLD;
\`\`\`
`;
  });
  return `${sections.join('\n')}\n### end of check: ${titles.length} ${titles.length === 1 ? 'claim' : 'claims'}`;
}

export function scriptedAnswer(prompt: string): string {
  const task = /# Your task\s+Check the (?:\d+ )?claims?[\s\S]*/.exec(prompt)?.[0];
  if (task !== undefined)
    return checkAnswer([...task.matchAll(/^title: (.*)$/gm)].map(([, title = '']) => title));
  return rules.find(([pattern]) => pattern.test(prompt))?.[1] ?? '';
}

/** Models that answer by what they are asked, and keep what they were asked. */
export function scriptedModels(): Models & { readonly prompts: string[] } {
  const prompts: string[] = [];
  return {
    prompts,
    open: ({ model }) => ({
      ask: async ({ messages }) => {
        const prompt = messages.map(({ content }) => content).join('\n');
        prompts.push(prompt);
        return {
          kind: 'reply',
          text: scriptedAnswer(prompt),
          reasoning: '',
          toolCalls: [],
          finish: 'stop',
          finishDetail: 'stop',
          usage: { ...NO_USAGE, prompt: 1_000, completion: 100 },
          calls: { requests: 1, refusals: [], queuedMs: 0, answeredMs: 0, requestId: null, model },
        };
      },
    }),
  };
}
