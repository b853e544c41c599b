import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clustersOf } from '../../../src/core/budget/clusters.ts';
import type { ContextPack, TokenBudget } from '../../../src/core/budget/context-pack.ts';
import { packContext } from '../../../src/core/budget/pack.ts';
import { splitPack } from '../../../src/core/budget/split-pack.ts';
import type { Snippet, SnippetReason } from '../../../src/core/context/snippet.ts';
import type { FilePatch } from '../../../src/core/diff/diff.ts';
import { fixedTokens, reviewRequest } from '../../../src/core/prompt/review-prompt.ts';
import type { Scope } from '../../../src/core/scope/scope.ts';
import { KIMI, patchOf, pullWith, settingsWith } from '../context/builders.ts';

/** The header of a part says which lines of its hunk it shows. */
const WINDOW_WORDS_TOKENS = 40;

function scopeOf(patches: readonly FilePatch[]): Scope {
  return { patches, excluded: [], since: null, fullBecause: null };
}

function budgetOf(change: number, context = 0): TokenBudget {
  return { window: change + context + 2_000, output: 1_000, margin: 1_000, context, change };
}

function rewrite(path: string, lines: number, at = 1): FilePatch {
  const texts = Array.from({ length: lines }, (_, index) => `+const value${index} = compute(${index});`);
  return patchOf(path, { at, lines: [' start', ...texts] });
}

function snippet(path: string, reason: SnippetReason, of: readonly string[], lines = 20): Snippet {
  const text = Array.from({ length: lines }, (_, index) => `call(${path.length}, ${index});`).join('\n');
  return { path, revision: 'head', startLine: 1, line: lines, text, reason, of };
}

/** Every line of every part, by hunk: the account the law is about. */
function linesIn(packs: readonly ContextPack[]): string[] {
  return packs
    .flatMap((pack) => pack.patches.flatMap(({ parts }) => parts))
    .flatMap(({ hunk, from, to }) =>
      hunk.lines.slice(from, to).map((_, index) => `${hunk.id}:${from + index}`),
    )
    .sort();
}

function linesOf(patches: readonly FilePatch[]): string[] {
  return patches
    .flatMap(({ hunks }) => hunks)
    .flatMap((hunk) => hunk.lines.map((_, index) => `${hunk.id}:${index}`))
    .sort();
}

describe('packing', () => {
  it('an empty scope gives no packs', () => {
    expect(
      packContext({ scope: scopeOf([]), snippets: [], budget: budgetOf(50_000), fixedTokens: 0 }),
    ).toEqual([]);
  });

  it('everything is in one pack when it fits, with its files and what is around', () => {
    const patches = [rewrite('b.ts', 5), rewrite('a.ts', 5)];
    const snippets = [
      snippet('a.ts', 'changed file', ['a.ts']),
      snippet('b.ts', 'changed file', ['b.ts']),
      snippet('caller.ts', 'imports a changed file', ['a.ts']),
    ];
    const [pack, ...more] = packContext({
      scope: scopeOf(patches),
      snippets,
      budget: budgetOf(50_000, 5_000),
      fixedTokens: 100,
    });
    expect(more).toEqual([]);
    expect(pack?.patches.map(({ patch }) => patch.path)).toEqual(['b.ts', 'a.ts']);
    expect(pack?.snippets.map(({ path }) => path)).toEqual(['caller.ts', 'b.ts', 'a.ts']);
    expect(pack?.leftOut).toEqual([]);
  });

  it.each([
    ['gives the change the share that no code around it needs', [], 1],
    [
      'keeps that share for code around the change',
      [snippet('caller.ts', 'imports a changed file', ['a.ts'], 900)],
      2,
    ],
  ] as const)('%s', (_what, around, packs) => {
    const patches = ['a.ts', 'b.ts'].map((path) => rewrite(path, 150));
    const material = { scope: scopeOf(patches), budget: budgetOf(4_000, 6_000), fixedTokens: 0 };
    expect(packContext({ ...material, snippets: around })).toHaveLength(packs);
  });

  it('files that import each other stay together when the change is split', () => {
    const patches = ['a/1.ts', 'b/2.ts', 'c/3.ts', 'd/4.ts'].map((path) => rewrite(path, 60));
    const snippets = [
      snippet('a/1.ts', 'changed file', ['a/1.ts', 'd/4.ts'], 2),
      snippet('b/2.ts', 'changed file', ['b/2.ts', 'c/3.ts'], 2),
    ];
    const packs = packContext({ scope: scopeOf(patches), snippets, budget: budgetOf(4_000), fixedTokens: 0 });
    expect(packs.map((pack) => pack.patches.map(({ patch }) => patch.path))).toEqual([
      ['a/1.ts', 'd/4.ts'],
      ['b/2.ts', 'c/3.ts'],
    ]);
    expect(packs.map(({ index, count }) => [index, count])).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('a hunk larger than a pack becomes windows', () => {
    const patch = rewrite('a.ts', 800);
    const packs = packContext({
      scope: scopeOf([patch]),
      snippets: [],
      budget: budgetOf(4_000),
      fixedTokens: 0,
    });
    expect(packs.length).toBeGreaterThan(3);
    expect(linesIn(packs)).toEqual(linesOf([patch]));
  });

  it('of a file too large to be shown whole, the lines around the changes are shown and the rest is recorded', () => {
    const patch = rewrite('big.ts', 3, 700);
    const file = snippet('big.ts', 'changed file', ['big.ts'], 1_500);
    const [pack] = packContext({
      scope: scopeOf([patch]),
      snippets: [file],
      budget: budgetOf(20_000),
      fixedTokens: 0,
    });
    expect(pack?.snippets.map(({ startLine, line }) => [startLine, line])).toEqual([[640, 763]]);
    expect(pack?.leftOut.map(({ path, why }) => [path, why])).toEqual([['big.ts', 'changed file']]);
    expect(pack?.leftOut[0]?.reason).toContain('lines around its changes');
  });

  it('of such a file the functions around the changes are shown whole, and the rest as an outline', () => {
    const patch = rewrite('big.ts', 3, 700);
    const at = (name: string, startLine: number, line: number) =>
      ({ name, kind: 'function', startLine, line, signatureLine: startLine, bases: [] }) as const;
    const definitions = [at('first', 10, 90), at('changed', 600, 820), at('last', 1_400, 1_450)];
    const file = { ...snippet('big.ts', 'changed file', ['big.ts'], 1_500), definitions };
    const [pack] = packContext({
      scope: scopeOf([patch]),
      snippets: [file],
      budget: budgetOf(20_000),
      fixedTokens: 0,
    });
    expect(pack?.snippets.map(({ startLine, line, numbers }) => [startLine, line, numbers])).toEqual([
      [600, 820, undefined],
      [10, 1_400, [10, 1_400]],
    ]);
    expect(pack?.snippets[1]?.text).toBe('call(6, 9);\ncall(6, 1399);');
  });

  it('an added file is not shown twice', () => {
    const patch: FilePatch = { ...rewrite('new.ts', 3), status: 'added' };
    const file = snippet('new.ts', 'changed file', ['new.ts'], 3);
    const [pack] = packContext({
      scope: scopeOf([patch]),
      snippets: [file],
      budget: budgetOf(20_000),
      fixedTokens: 0,
    });
    expect([pack?.snippets, pack?.leftOut]).toEqual([[], []]);
  });

  it('context goes in by rank until its share is used, and the rest has a reason', () => {
    const around = ['z.ts', 'y.ts', 'x.ts'].map((path) =>
      snippet(path, 'imports a changed file', ['a.ts'], 28),
    );
    const material = { scope: scopeOf([rewrite('a.ts', 3)]), fixedTokens: 0 };
    const [pack] = packContext({ ...material, snippets: around, budget: budgetOf(20_000, 1_000) });
    expect(pack?.snippets.map(({ path }) => path)).toEqual(['z.ts', 'y.ts']);
    expect(pack?.leftOut.map(({ path, reason }) => [path, reason.includes('1000 tokens')])).toEqual([
      ['x.ts', true],
    ]);
  });

  it('holds its laws for any change', () => {
    const path = fc.constantFrom('a/1.ts', 'a/2.ts', 'b/3.py', 'c/4.go', '5.md', 'd/é 6.ts');
    const line = fc.oneof(
      fc.constantFrom(
        '+const x = 1;',
        '-old()',
        ' same',
        '+\u200b',
        `+${'z'.repeat(300)}`,
        '+日本語',
        '+`````',
      ),
      fc.string({ maxLength: 40 }).map((text) => `+${text.replaceAll(/[\r\n]/g, '')}`),
    );
    const file = fc.record({
      path,
      lines: fc.array(line, { minLength: 1, maxLength: 120 }),
      size: fc.integer({ min: 1, max: 300 }),
      tie: path,
    });
    const files = fc.uniqueArray(file, { selector: (one) => one.path, minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        files,
        fc.integer({ min: 2_000, max: 12_000 }),
        fc.integer({ min: 0, max: 3_000 }),
        (list, change, context) => {
          const patches = list.map((one) => patchOf(one.path, { at: 1, lines: one.lines }));
          const snippets = list.flatMap((one) => [
            snippet(one.path, 'changed file', [one.path, one.tie], one.size),
            snippet(`near/${one.path}`, 'imports a changed file', [one.path], one.size),
          ]);
          const budget = budgetOf(change, context);
          const pack = () => packContext({ scope: scopeOf(patches), snippets, budget, fixedTokens: 0 });
          const packs = pack();
          expect(linesIn(packs)).toEqual(linesOf(patches));
          for (const one of packs) expect(one.tokens).toBeLessThanOrEqual(change + context);
          expect(pack()).toEqual(packs);
          for (const why of ['too-large', 'refused'] as const) {
            for (const one of packs) {
              const pieces = splitPack(one, why);
              if (pieces.length > 0) expect(linesIn(pieces)).toEqual(linesIn([one]));
              for (const piece of pieces) expect(piece.tokens).toBeLessThan(one.tokens + WINDOW_WORDS_TOKENS);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('the tokens of a pack are an upper estimate of its request, and a close one', () => {
    const settings = settingsWith();
    const brief = {
      pull: pullWith(),
      commits: [],
      tickets: [],
      failingChecks: [],
      guidance: [],
      settings,
      profile: KIMI,
      fallback: null,
      language: 'en',
      tools: [],
      paths: ['src/cart.ts'],
      effort: { effort: 'quick', reason: 'effort: quick is set' } as const,
    };
    const patches = [rewrite('a.ts', 200), rewrite('b.ts', 100)];
    const snippets = [
      snippet('a.ts', 'changed file', ['a.ts'], 300),
      snippet('near.ts', 'imports a changed file', ['a.ts'], 100),
    ];
    const fixed = fixedTokens(brief);
    const [pack] = packContext({
      scope: scopeOf(patches),
      snippets,
      budget: budgetOf(100_000, 50_000),
      fixedTokens: fixed,
    });
    if (pack === undefined) throw new Error('no pack');
    const { promptTokens } = reviewRequest(pack, brief);
    expect(promptTokens).toBeLessThanOrEqual(pack.tokens);
    expect(promptTokens).toBeGreaterThan(pack.tokens * 0.98);
  });
});

describe('splitting a pack', () => {
  const patches = [rewrite('a.ts', 10), rewrite('b.ts', 10)];
  const snippets = [
    snippet('a.ts', 'changed file', ['a.ts']),
    snippet('b.ts', 'changed file', ['b.ts']),
    snippet('near.ts', 'imports a changed file', ['a.ts']),
  ];
  const [pack] = packContext({
    scope: scopeOf(patches),
    snippets,
    budget: budgetOf(50_000, 5_000),
    fixedTokens: 100,
  });
  if (pack === undefined) throw new Error('no pack');

  it('too large: first what is around goes, then the files, then the patches are halved down to a line', () => {
    const [first] = splitPack(pack, 'too-large');
    expect(first?.snippets.map(({ path }) => path)).toEqual(['a.ts', 'b.ts']);
    expect(first?.leftOut.map(({ path }) => path)).toEqual(['near.ts']);
    const [second] = first === undefined ? [] : splitPack(first, 'too-large');
    expect(second?.snippets).toEqual([]);
    const halves = second === undefined ? [] : splitPack(second, 'too-large');
    expect(halves.map((half) => half.patches.map(({ patch }) => patch.path))).toEqual([['a.ts'], ['b.ts']]);
    const line = { ...pack, snippets: [], patches: [{ patch: rewrite('a.ts', 1), parts: [] }] };
    expect(splitPack(line, 'too-large')).toEqual([]);
  });

  it('refused: the patches part at once, each with its own file', () => {
    const halves = splitPack(pack, 'refused');
    expect(halves.map((half) => half.snippets.map(({ path }) => path))).toEqual([
      ['near.ts', 'a.ts'],
      ['b.ts'],
    ]);
  });
});

describe('clusters', () => {
  it('do not depend on the order of paths and ties', () => {
    const paths = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 6 });
    const ties = fc.shuffledSubarray(
      [
        ['a', 'd'],
        ['d', 'f'],
        ['b', 'e'],
      ],
      { minLength: 3 },
    );
    fc.assert(
      fc.property(paths, ties, (list, pairs) => {
        expect(clustersOf(list, pairs)).toEqual([['a', 'd', 'f'], ['b', 'e'], ['c']]);
      }),
    );
  });
});
