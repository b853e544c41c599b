import { expect } from '@jest/globals';
import { expectAllAsked, manyFiles, nothingFound, oneAtATime } from '../big-changes.ts';
import type { Scenario } from '../scenario.ts';

const FILES = 3_001;
const { base, head } = manyFiles(FILES);

export const scenario: Scenario = {
  title: '3,001 files with a checkout: past the rows GitHub lists, git has the rest',
  repository: { base, head },
  checkout: 'full',
  inputs: oneAtATime,
  kimi: { answer: nothingFound },
  check: (played) => {
    expectAllAsked(played, Object.keys(head));
    expect(played.run.outputs['coverage']).toBe('100');
  },
};
