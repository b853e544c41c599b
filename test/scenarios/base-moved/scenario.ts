import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import type { Scenario } from '../scenario.ts';

export const scenario: Scenario = {
  title: 'The base branch went on: only what the pull request did is reviewed',
  repository: {
    base: { 'src/a.ts': 'export const a = 1;\n', 'src/b.ts': 'export const b = 1;\n' },
    head: { 'src/a.ts': 'export const a = 2;\n', 'src/gone.ts': 'export const gone = 1;\n' },
    baseLater: { 'src/b.ts': 'export const b = 99;\n', 'src/later.ts': 'export const later = 1;\n' },
  },
  checkout: 'full',
  kimi: {
    answer: [
      reply(
        answer([
          {
            path: 'src/a.ts',
            line: 1,
            title: 'Two is one too many',
            quote: 'export const a = 2;',
            suggestion: 'export const a = 1;',
          },
        ]),
      ),
    ],
  },
  check: ({ kimi }) => {
    const asked = JSON.stringify(kimi.calls.map(({ body }) => body));
    expect(asked).not.toContain('b = 99');
    expect(asked).not.toContain('later.ts');
  },
};
