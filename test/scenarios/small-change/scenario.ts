import { reply } from '../../doubles/kimi/scripts.ts';
import type { Scenario } from '../scenario.ts';

const ANSWER = `The loop bound changed from < to <=. items[items.length] is undefined, and undefined.price throws.

### finding
path: src/total.js
line: 3
side: new
severity: major
category: bug
confidence: high
title: The last round reads past the end of the list

\`\`\`quote
  for (let index = 0; index <= items.length; index += 1) {
\`\`\`

With any list, the last round reads \`items[items.length]\`, which is undefined, and \`.price\` of it throws. The old bound was right.

\`\`\`suggestion
  for (let index = 0; index < items.length; index += 1) {
\`\`\`

### end of review: 1 finding
`;

const before = `export function total(items) {
  let sum = 0;
  for (let index = 0; index < items.length; index += 1) {
    sum += items[index].price;
  }
  return sum;
}
`;

export const scenario: Scenario = {
  title: 'A small change with one defect: one comment, one summary, one check',
  repository: {
    base: { 'src/total.js': before, 'README.md': '# Shop\n' },
    head: { 'src/total.js': before.replace('index < items.length', 'index <= items.length') },
  },
  kimi: { answer: [reply(ANSWER)] },
};
