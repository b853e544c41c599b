import { expect } from '@jest/globals';
import { expectAllAsked, manyFiles, nothingFound, oneAtATime } from '../big-changes.ts';
import type { Scenario } from '../scenario.ts';

const FILES = 3_001;
const REQUESTS_MAX = 150;
const { base, head } = manyFiles(FILES);

export const scenario: Scenario = {
  title: '3,001 files without a checkout: GitHub lists 3,000, and the two trees name the last one',
  repository: { base, head },
  inputs: oneAtATime,
  kimi: { answer: nothingFound },
  check: (played) => {
    expectAllAsked(played, Object.keys(head));
    expect(played.run.outputs['coverage']).toBe('100');
    // 31 pages and two trees, then the texts of the changed files, some forty a request; of 1,000 an hour.
    expect(played.github.requests.length).toBeLessThanOrEqual(REQUESTS_MAX);
  },
};
