import { describe, expect, it } from '@jest/globals';
import { layeredRepository, type PartialRepository } from '../../src/flow/repository-layers.ts';
import type { LineHistory, Repository } from '../../src/ports.ts';

const HERE = 'a'.repeat(40);
const AWAY = 'b'.repeat(40);
const HISTORY: LineHistory = {
  commits: [{ sha: HERE, date: '2026-01-01', subject: 'Start' }],
  complete: true,
};

/** Knows the history of every line, or of none. */
function repositoryWith(history: LineHistory | null): Repository {
  return {
    tree: async () => ({ entries: [], complete: true }),
    read: async () => new Map(),
    search: async () => null,
    lines: async () => null,
    history: async () => null,
    lineHistory: async () => history,
    diff: async () => null,
    mergeBase: async () => null,
  };
}

describe('the history of a line in layers', () => {
  const near: PartialRepository = { ...repositoryWith(HISTORY), has: async (revision) => revision === HERE };
  const layered = layeredRepository(near, repositoryWith(null));

  it.each([
    ['comes from the checkout that has the commit', HERE, HISTORY],
    ['is not there when only the API has it', AWAY, null],
  ])('%s', async (_what, revision, expected) => {
    expect(await layered.lineHistory(revision, 'a.ts', 1)).toEqual(expected);
  });
});
