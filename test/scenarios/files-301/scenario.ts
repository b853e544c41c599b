import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import { expectAllAsked, manyFiles } from '../big-changes.ts';
import type { Scenario } from '../scenario.ts';

const FILES = 301;
const { base, head } = manyFiles(FILES);

export const scenario: Scenario = {
  title: '301 files: GitHub refuses the diff, so it is read page by page, and every file is reviewed',
  repository: { base, head },
  kimi: {
    answer: [
      reply(
        answer([
          {
            path: 'src/part-0301.js',
            line: 1,
            title: 'The number of part 301 is negative now',
            quote: 'const n = -301;',
            suggestion: 'const n = 301;',
          },
        ]),
      ),
    ],
  },
  check: (played) => expectAllAsked(played, Object.keys(head)),
};
