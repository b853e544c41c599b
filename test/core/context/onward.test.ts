import { describe, expect, it } from '@jest/globals';
import type { Neighbour } from '../../../src/core/context/neighbour.ts';
import { onwardFrom } from '../../../src/core/context/onward.ts';
import type { SnippetReason } from '../../../src/core/context/snippet.ts';
import { many, surroundingsOf } from './surroundings.ts';

const EDIT = { path: 'src/a.ts', old: 'load();\n', now: 'save();\n' };

function crowd(reason: SnippetReason, count: number): Neighbour[] {
  return Array.from({ length: count }, (_, index) => ({
    path: `${reason} ${index + 1}`,
    reason,
    of: [EDIT.path],
    centres: [1],
    worth: 100,
  }));
}

/** How many files of each reason are set out from. */
function steps(...neighbours: readonly Neighbour[]): Record<string, number> {
  const texts = many(neighbours.length, (number) => [neighbours[number - 1]?.path ?? '', 'a;\n']);
  const { files, touched } = surroundingsOf(EDIT, texts);
  const found = onwardFrom(neighbours, files, touched).map(({ touched: { patch } }) => patch.path);
  return Object.fromEntries(
    [...Map.groupBy(found, (path) => path.replace(/ \d+$/, ''))].map(([reason, of]) => [reason, of.length]),
  );
}

describe('where the next step sets out from', () => {
  it.each<[string, Neighbour[], Record<string, number>]>([
    [
      'some of each reason: many users do not use up the steps of the definitions',
      [...crowd('imports a changed file', 20), ...crowd('defines a used name', 4)],
      { 'imports a changed file': 6, 'defines a used name': 4 },
    ],
    [
      'fourteen of all',
      [
        ...crowd('imports a changed file', 20),
        ...crowd('base of a changed type', 20),
        ...crowd('defines a used name', 20),
      ],
      { 'imports a changed file': 6, 'base of a changed type': 6, 'defines a used name': 2 },
    ],
    ['nowhere from what only resembles the change', crowd('sibling of a changed file', 3), {}],
    [
      'nowhere from what is worth little',
      crowd('imports a changed file', 3).map((one) => ({ ...one, worth: 10 })),
      {},
    ],
  ])('%s', (_title, neighbours, expected) => expect(steps(...neighbours)).toEqual(expected));
});
