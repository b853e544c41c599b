import { expect } from '@jest/globals';
import { codeLines, nothingFound } from '../big-changes.ts';
import type { Scenario } from '../scenario.ts';

const LINES = 300_000;

export const scenario: Scenario = {
  title:
    'Every line of a file of 10 MB changed, and no checkout: no source has the patch, and the gap is told',
  repository: {
    base: { 'data/table.js': codeLines(LINES, 'before'), 'src/shop.js': 'export const open = true;\n' },
    head: { 'data/table.js': codeLines(LINES, 'after'), 'src/shop.js': 'export const open = false;\n' },
  },
  kimi: { answer: nothingFound },
  check: ({ run }) => expect(run.outputs['conclusion']).toBe('neutral'),
};
