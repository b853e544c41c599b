import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import { expectAllAsked, manyFiles, oneAtATime } from '../big-changes.ts';
import { byTask } from '../by-task.ts';
import type { Scenario } from '../scenario.ts';

const COUNT = 25;
const files = manyFiles(COUNT);
const LAST = Object.keys(files.head).at(-1) ?? '';
/** Share of the prompt tokens behind the first request that the provider had read before. */
const CACHED_MIN = 0.9;

export const scenario: Scenario = {
  title: 'Twenty-five files: groups of readers share one prompt, and each hunk has one of them',
  repository: files,
  inputs: { effort: 'standard', ...oneAtATime },
  kimi: {
    answer: byTask({
      files: ({ task }) =>
        reply(
          answer(
            task.includes(`"${LAST}"`)
              ? [{ path: LAST, line: 1, title: 'The sign is wrong', quote: `const n = -${COUNT};` }]
              : [],
          ),
        ),
    }),
  },
  check: (played) => {
    const { kimi, run } = played;
    expectAllAsked(played, Object.keys(files.head));
    expect(run.outputs['coverage']).toBe('100');
    const [, ...later] = kimi.calls;
    const sum = (count: (call: (typeof later)[number]) => number | null): number =>
      later.reduce((total, call) => total + (count(call) ?? 0), 0);
    const share = sum(({ cachedTokens }) => cachedTokens) / sum(({ promptTokens }) => promptTokens);
    expect(share).toBeGreaterThan(CACHED_MIN);
  },
};
