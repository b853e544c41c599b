import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import type { Scenario } from '../scenario.ts';
import { tenFiles } from '../ten-files.ts';

const REQUESTS_MAX = 8;

export const scenario: Scenario = {
  title: 'Ten files with a full checkout: hardly a request to GitHub, and the neighbours are read',
  repository: tenFiles,
  checkout: 'full',
  kimi: {
    answer: [
      reply(
        answer([
          {
            path: 'src/price-3.js',
            line: 3,
            title: 'The tax is applied three times',
            quote: 'export const price3 = (net) => price2(net) * 1.2;',
          },
        ]),
      ),
    ],
  },
  check: ({ github, kimi }) => {
    expect(github.requests.length).toBeLessThanOrEqual(REQUESTS_MAX);
    const asked = JSON.stringify(kimi.calls.map(({ body }) => body));
    for (const neighbour of ['src/main.js', 'test/price-10.test.js', 'Prices are in cents.'])
      expect(asked).toContain(neighbour);
  },
};
