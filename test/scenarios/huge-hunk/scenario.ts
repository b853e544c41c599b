import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import { codeLines, oneAtATime } from '../big-changes.ts';
import type { Scenario } from '../scenario.ts';

const LINES = 40_000;
const LAST = `const value${LINES} = read(${LINES});`;

export const scenario: Scenario = {
  title:
    'One added file of 40,000 lines: larger than the window, so it is read in windows, and what GitHub refuses as a comment is told in the summary',
  repository: { base: { 'README.md': '# Shop\n' }, head: { 'src/table.js': codeLines(LINES) } },
  checkout: 'full',
  inputs: oneAtATime,
  kimi: {
    answer: ({ text }) =>
      reply(
        answer(
          text.includes(LAST)
            ? [{ path: 'src/table.js', line: LINES, title: 'The last line reads past the end', quote: LAST }]
            : [],
        ),
        { reasoning: '' },
      ),
  },
  check: ({ kimi, github, run }) => {
    const asked = kimi.calls.map(({ body }) => JSON.stringify(body)).join('\n');
    const lines = new Set([...asked.matchAll(/const value(\d+) = /g)].map(([, number]) => Number(number)));
    expect(lines.size).toBe(LINES);
    expect(kimi.calls.length).toBeGreaterThan(1);
    // GitHub shows no diff of a file this long, so no comment can stand on its lines.
    expect(github.state.reviewComments(7)).toHaveLength(0);
    expect(run.outputs['coverage']).toBe('100');
  },
};
