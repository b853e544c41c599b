import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import type { Scenario } from '../scenario.ts';

const config = `paths:
  include: ["src/**", "db/**"]
  exclude: ["src/legacy/**", "**/*.sql"]
`;

export const scenario: Scenario = {
  title: 'The configuration of the base branch says which paths are reviewed; the others are named',
  repository: {
    base: {
      '.github/kimi-review.yml': config,
      'src/shop.js': 'export const open = true;\n',
      'src/legacy/till.js': 'var till = 1;\n',
      'db/orders.sql': 'SELECT 1;\n',
      'tools/build.sh': 'make\n',
    },
    head: {
      'src/shop.js': 'export const open = false;\n',
      'src/legacy/till.js': 'var till = 2;\n',
      'db/orders.sql': 'SELECT 2;\n',
      'tools/build.sh': 'make all\n',
    },
  },
  kimi: { answer: [reply(answer([]))] },
  check: ({ kimi }) => {
    const asked = JSON.stringify(kimi.calls.map(({ body }) => body));
    expect(asked).toContain('changes in src/shop.js');
    for (const path of ['src/legacy/till.js', 'db/orders.sql', 'tools/build.sh'])
      expect(asked).not.toContain(`changes in ${path}`);
  },
};
