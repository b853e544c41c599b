import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import type { Scenario } from '../scenario.ts';
import { tenFiles } from '../ten-files.ts';

export const scenario: Scenario = {
  title: 'The checkout holds only the merge commit: the API gives what is not there',
  repository: { ...tenFiles, baseLater: { 'src/later.js': 'export const later = 1;\n' } },
  checkout: 'shallow',
  kimi: { answer: [reply(answer([]))] },
  check: ({ kimi }) => {
    const asked = JSON.stringify(kimi.calls.map(({ body }) => body));
    for (const neighbour of ['src/main.js', 'test/price-10.test.js', 'Prices are in cents.'])
      expect(asked).toContain(neighbour);
  },
};
