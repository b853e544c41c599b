import { expect } from '@jest/globals';
import { codeLines, expectAllAsked, nothingFound, oneAtATime } from '../big-changes.ts';
import type { Scenario } from '../scenario.ts';

const FILES = 10;
const LINES_EACH = 2_500;
const head = Object.fromEntries(
  Array.from({ length: FILES }, (_file, index) => [
    `src/new-${index}.js`,
    codeLines(LINES_EACH, `v${index}_`),
  ]),
);

export const scenario: Scenario = {
  title: '25,000 lines: GitHub refuses the diff and zeroes the last rows of a page, and nothing is lost',
  repository: {
    base: { 'src/old.js': '1;\n', 'empty.txt': 'a\n' },
    head: { ...head, 'logo.png': Buffer.from([0, 1, 2]) },
  },
  inputs: oneAtATime,
  kimi: { answer: nothingFound },
  check: (played) => {
    expectAllAsked(played, Object.keys(head));
    expect(played.run.outputs['coverage']).toBe('100');
  },
};
