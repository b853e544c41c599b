import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import type { Scenario } from '../scenario.ts';
import { ANSWER, SHOP } from '../shop.ts';

const ISSUE = `The total of an empty cart is wrong.

## Acceptance criteria

- [ ] An empty cart costs nothing
- [x] Counts are whole numbers
`;

export const scenario: Scenario = {
  title: 'An issue with acceptance points and a failing check: the model is shown both',
  repository: { ...SHOP, message: 'Count every item, see #4' },
  pull: { title: 'Count every item', body: 'Fixes #3.', closes: [3] },
  github: {
    permissions: { issues: 'read' },
    issues: [
      { number: 3, title: 'Empty carts', body: ISSUE },
      { number: 4, title: 'Counting', body: 'The last item is left out.' },
    ],
  },
  checkout: 'full',
  before: ({ github, repository }) => {
    github.state.addCheckRun({
      name: 'test',
      headSha: repository.headSha,
      conclusion: 'failure',
      title: '1 test failed',
      summary: 'TypeError: cannot read properties of undefined',
      annotations: [
        {
          path: 'test/total.test.js',
          start_line: 4,
          end_line: 4,
          annotation_level: 'failure',
          message: 'total([]) throws',
        },
      ],
    });
  },
  kimi: { answer: [reply(ANSWER)] },
  check: ({ github, kimi }) => {
    const shown = JSON.stringify(kimi.calls[0]?.body);
    for (const words of [
      'issue 3, which this pull request closes',
      '1. An empty cart costs nothing',
      '2. Counts are whole numbers (ticked)',
      'issue 4, which this pull request names',
      '- test: 1 test failed',
      'test/total.test.js:4: total([]) throws',
    ]) {
      expect(shown).toContain(words);
    }
    // The second one reads the issue that only a commit names.
    expect(github.requests.filter(({ path }) => path === '/graphql')).toHaveLength(2);
  },
};
