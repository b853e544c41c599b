import { expect } from '@jest/globals';
import type { Scenario } from '../scenario.ts';

export const scenario: Scenario = {
  title: 'Everything is left out by rules: Kimi is not asked, and the check says why',
  repository: {
    base: { 'package-lock.json': '{}\n', 'assets/logo.png': Buffer.from([0, 1]), 'main.js': '1;\n' },
    head: { 'package-lock.json': '{"a": 1}\n', 'assets/logo.png': Buffer.from([0, 2]) },
  },
  check: ({ kimi }) => expect(kimi.calls).toHaveLength(0),
};
