import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import type { Scenario } from '../scenario.ts';

const guide = Array.from({ length: 60 }, (_line, index) => `Step ${index + 1}: turn the key.\n`).join('');

export const scenario: Scenario = {
  title: 'Documentation only: read without thinking, and a wrong step is told',
  repository: {
    base: {
      'docs/guide.md': guide,
      'README.md': '# Shop\n\nRun `npm start`.\n',
      'package.json': '{"scripts":{"start":"node ."}}\n',
    },
    head: {
      'docs/guide.md': guide.replaceAll('turn the key', 'turn the handle'),
      'README.md': '# Shop\n\nRun `npm strat`.\n',
    },
  },
  kimi: {
    answer: [
      reply(
        answer([
          {
            path: 'README.md',
            line: 3,
            severity: 'minor',
            category: 'documentation',
            title: 'The command does not exist',
            quote: 'Run `npm strat`.',
            body: 'package.json has a script `start`, none called `strat`.',
            suggestion: 'Run `npm start`.',
          },
        ]),
      ),
    ],
  },
};
