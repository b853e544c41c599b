import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import type { Scenario } from '../scenario.ts';

export const scenario: Scenario = {
  title: 'An unknown key in the configuration: the review goes on and a note names the nearest known key',
  repository: {
    base: {
      '.github/kimi-review.yml': 'max_comment: 3\npaths:\n  excludes: ["docs/**"]\nlanguage: English\n',
      'src/shop.js': 'export const open = true;\n',
    },
    head: { 'src/shop.js': 'export const open = false;\n' },
  },
  kimi: { answer: [reply(answer([]))] },
};
