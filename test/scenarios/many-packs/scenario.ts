import { expect } from '@jest/globals';
import { reply, serverError } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import { codeLines, oneAtATime } from '../big-changes.ts';
import type { Scenario } from '../scenario.ts';

const FILES = 8;
const LINES_EACH = 5_000;
const paths = Array.from({ length: FILES }, (_file, index) => `src/module-${index}.js`);
// The last part, so that its second tries come after all the others.
const UNLUCKY = 'src/module-7.js';

export const scenario: Scenario = {
  title: 'A change of several prompts: each part is answered, one fails for good, and its hunks are named',
  repository: {
    base: { 'README.md': '# Shop\n' },
    head: Object.fromEntries(paths.map((path, index) => [path, codeLines(LINES_EACH, `m${index}_`)])),
  },
  checkout: 'full',
  timeLapse: 20,
  inputs: oneAtATime,
  kimi: {
    answer: ({ text }) => {
      if (text.includes(`changes in ${UNLUCKY}\n`)) return serverError();
      const shown = paths.filter((path) => text.includes(`changes in ${path}\n`));
      const findings = shown.map((path) => ({
        path,
        line: 1,
        title: `The first value of ${path} is read twice`,
        quote: `const m${path.replaceAll(/\D/g, '')}_1 = read(1);`,
      }));
      return reply(answer(findings), { reasoning: '' });
    },
  },
  check: ({ run }) => {
    expect(run.outputs['conclusion']).toBe('neutral');
  },
};
