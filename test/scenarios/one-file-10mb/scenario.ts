import { codeLines, nothingFound } from '../big-changes.ts';
import type { Scenario } from '../scenario.ts';

const LINES = 300_000;
const text = codeLines(LINES);

export const scenario: Scenario = {
  title: 'A file of 10 MB with one changed line: the line is reviewed, the file is not sent',
  repository: {
    base: { 'data/table.js': text, 'src/shop.js': 'export const open = true;\n' },
    head: {
      'data/table.js': text.replace('read(150000)', 'read(-150000)'),
      'src/shop.js': 'export const open = false;\n',
    },
  },
  kimi: { answer: nothingFound },
};
