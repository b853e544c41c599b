import { expect } from '@jest/globals';
import type { Scenario } from '../scenario.ts';

export const scenario: Scenario = {
  title: 'The pull request changes nothing',
  repository: { base: { 'main.js': '1;\n' }, head: {}, message: 'An empty commit' },
  check: ({ kimi }) => expect(kimi.calls).toHaveLength(0),
};
