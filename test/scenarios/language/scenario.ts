import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import type { Scenario } from '../scenario.ts';

export const scenario: Scenario = {
  title: 'The review is wanted in German',
  repository: {
    base: {
      '.github/kimi-review.yml': 'language: German\n',
      'src/sum.js': 'export const sum = (a, b) => a + b;\n',
    },
    head: { 'src/sum.js': 'export const sum = (a, b) => a - b;\n' },
  },
  kimi: {
    answer: [
      reply(
        answer(
          [
            {
              path: 'src/sum.js',
              line: 1,
              title: 'Die Summe zieht ab, statt zu addieren',
              quote: 'export const sum = (a, b) => a - b;',
              body: '`sum(2, 1)` ergibt 1 statt 3. Gemeint ist ein Plus.',
              suggestion: 'export const sum = (a, b) => a + b;',
            },
          ],
          'Die Änderung tauscht das Rechenzeichen.',
        ),
      ),
    ],
  },
  check: ({ kimi }) => {
    expect(JSON.stringify(kimi.calls[0]?.body)).toContain('German');
  },
};
