import { expect } from '@jest/globals';
import type { Scenario } from '../scenario.ts';

export const scenario: Scenario = {
  title: 'Wrong values in the configuration: no review, and every field is named with the way out',
  repository: {
    base: {
      '.github/kimi-review.yml': 'max-comments: many\nmin-severity: urgent\npaths:\n  exclude: docs/**\n',
      'src/shop.js': 'export const open = true;\n',
    },
    head: { 'src/shop.js': 'export const open = false;\n' },
  },
  check: ({ kimi }) => expect(kimi.calls).toHaveLength(0),
};
