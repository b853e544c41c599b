import { describe, expect, it } from '@jest/globals';
import { LOOKUP_LIMITS, type LookupLimits, type Lookups, openLookups } from '../../src/flow/lookup.ts';
import { openSymbols } from '../../src/grammar/symbols.ts';
import type { Repository, Symbols } from '../../src/ports.ts';
import { pullWith } from '../core/context/builders.ts';
import { type Opened, withRepository } from '../workspace/open.ts';

const BASE = {
  'src/money.ts': [
    '/** In cents. */',
    'export function round(cents: number): number {',
    '  return Math.round(cents);',
    '}',
    '',
  ].join('\n'),
  'src/order.ts': "import { round } from './money';\nexport const total = round(1.5);\n",
  'docs/rounding.md': 'We round half up.\n',
  '.env': 'TOKEN=x\n',
  link: { link: 'src/money.ts' },
  vendor: { submodule: '0'.repeat(39).concat('1') },
  'logo.png': Buffer.from([0x89, 0x50, 0, 1, 2]),
};
const HEAD = { 'src/order.ts': "import { round } from './money';\nexport const total = round(2.5);\n" };

const symbols: Symbols = openSymbols();

/** Counts what is asked of a repository. */
function watched(repository: Repository): { repository: Repository; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    repository: {
      ...repository,
      read: (revision, paths) => {
        asked.push(`read ${paths.join(' ')}`);
        return repository.read(revision, paths);
      },
      lines: (revision, words) => {
        asked.push(`lines ${words.join(' ')}`);
        return repository.lines(revision, words);
      },
      tree: (revision) => {
        asked.push('tree');
        return repository.tree(revision);
      },
    },
  };
}

type Door = { readonly lookups: Lookups; readonly asked: readonly string[] };

async function withLookups(
  look: (door: Door) => Promise<void>,
  {
    limits = {},
    change = (repository) => repository,
  }: {
    limits?: Partial<LookupLimits>;
    change?: (repository: Repository) => Repository;
  } = {},
): Promise<void> {
  await withRepository({ base: BASE, head: HEAD }, async ({ repository: made, local }: Opened) => {
    const { repository, asked } = watched(change(local));
    const pull = pullWith({
      base: { ref: 'main', sha: made.baseSha, repository: null },
      head: { ref: 'topic', sha: made.headSha, repository: null },
    });
    const world = { repository, symbols, pull, limits: { ...LOOKUP_LIMITS, ...limits } };
    await look({ lookups: openLookups(world), asked });
  });
}

const call = (name: string, fields: unknown) => ({ id: 'x', name, arguments: JSON.stringify(fields) });
const lines = (path: string, revision = 'head') => call('read_lines', { path, first: 1, last: 9, revision });

describe('looking up in a repository', () => {
  it.each([
    [
      'a span at the head',
      lines('src/order.ts'),
      /^Lines 1-2 of 2:\n\n`{5} src\/order\.ts at the head revision\n1\| import .*\n2\| export const total = round\(2\.5\);\n`{5}\n\nThe file ends at line 2\.$/,
    ],
    [
      'a span at the base',
      lines('src/order.ts', 'base'),
      /at the base revision\n1\| .*\n2\| export const total = round\(1\.5\);/,
    ],
    [
      'a definition',
      call('find_definition', { name: 'round' }),
      /^Definitions of "round": 1\.\n\n`{5} src\/money\.ts at the head revision\n1\| \/\*\* In cents\. \*\/\n2\| export function round\(cents: number\): number \{\n3\| .*\n4\| \}\n`{5}$/,
    ],
    [
      'no definition',
      call('find_definition', { name: 'half' }),
      /^No definition of "half" was found in 1 file with that name\./,
    ],
    [
      'references',
      call('find_references', { name: 'round' }),
      /^Uses of "round": 5 lines in 3 files at the head revision\.[\s\S]*docs\/rounding\.md[\s\S]*1\| We round half up\.[\s\S]*2\| export function round[\s\S]*2\| export const total = round/,
    ],
    [
      'a text',
      call('search', { text: 'round(2.5' }),
      /^Lines with "round\(2\.5": 1 line in 1 file at the head revision\./,
    ],
    [
      'a text in a folder',
      call('search', { text: 'round', under: 'docs' }),
      /^Lines with "round" under "docs": 1 line in 1 file/,
    ],
    [
      'a text that is nowhere',
      call('search', { text: 'nowhere' }),
      /^Lines with "nowhere": no line was found at the head revision\.$/,
    ],
    [
      'a history',
      call('line_history', { path: 'src/order.ts', line: 2 }),
      /^The line, and 2 commits that changed it, the latest first:\n\n`{5} src\/order\.ts at the head revision\n2\| .*\n`{5}\n\n`{5} commits\n[0-9a-f]{10} 2026-01-01 Change things\n[0-9a-f]{10} 2026-01-01 Start\n`{5}$/,
    ],
  ])('%s', async (_what, asked, answer) => {
    await withLookups(async ({ lookups }) => {
      expect(await lookups.answer(asked)).toMatch(answer);
      expect(lookups.notes()).toEqual([]);
    });
  });

  it.each([
    ['../secret', /path is "\.\.\/secret"\. It may not be read: it holds \. or \.\./],
    ['/etc/passwd', /it is absolute/],
    ['.git/config', /it leads into \.git/],
    [
      'link',
      /^read_lines: path is "link"\. It may not or cannot be read: it is a symbolic link, which is not followed\.$/,
    ],
    ['link/../.env', /it holds \. or \.\./],
    ['vendor', /it is a submodule, which is not entered/],
    ['vendor/lib.c', /it leads through a submodule/],
    ['logo.png', /"logo\.png is binary"/],
    ['src', /there is no such file at this revision/],
    ['src/gone.ts', /there is no such file at this revision/],
  ])('%s stays shut', async (path, sentence) => {
    await withLookups(async ({ lookups }) => {
      expect(await lookups.answer(lines(path))).toMatch(sentence);
      expect(await lookups.answer(call('line_history', { path, line: 1 }))).toMatch(
        /^line_history: path is /,
      );
    });
  });

  it.each([
    ['find_definition', { name: 'round' }],
    ['find_references', { name: 'round' }],
    ['search', { text: 'round' }],
  ])('%s says so where the repository cannot be searched', async (name, fields) => {
    const change = (repository: Repository): Repository => ({ ...repository, lines: async () => null });
    await withLookups(
      async ({ lookups }) => {
        expect(await lookups.answer(call(name, fields))).toMatch(
          /^The repository cannot be searched in this run/,
        );
      },
      { change },
    );
  });

  it('old lines are those of the merge base, which the diff shows', async () => {
    const description = { base: BASE, head: HEAD, baseLater: { 'src/order.ts': 'later\n' } };
    await withRepository(description, async ({ repository: made, local }) => {
      const base = { ref: 'main', sha: made.baseSha, repository: null };
      const head = { ref: 'topic', sha: made.headSha, repository: null };
      const pull = pullWith({ base, head });
      const lookups = openLookups({ repository: local, symbols, pull, limits: LOOKUP_LIMITS });
      expect(made.baseSha).not.toBe(made.mergeBaseSha);
      expect(await lookups.answer(lines('src/order.ts', 'base'))).toContain('round(1.5)');
    });
  });
});

describe('the meter', () => {
  it('the same question is read once, by however many and however it is written', async () => {
    await withLookups(
      async ({ lookups, asked }) => {
        const again = { id: 'other', name: 'find_references', arguments: '{ "name": "a.round" }' };
        const first = call('find_references', { name: 'round' });
        const answers = await Promise.all([first, again, first].map((one) => lookups.answer(one)));
        expect(new Set(answers).size).toBe(1);
        expect(await lookups.answer(again)).toBe(answers[0]);
        expect(asked.filter((one) => one.startsWith('lines'))).toHaveLength(1);
        expect(lookups.notes()).toEqual([]);
      },
      { limits: { calls: 1 } },
    );
  });

  it.each([
    ['calls', { calls: 2 }],
    ['characters', { characters: 200 }],
  ])('ends when the %s of a run are used up; what is known is still told', async (_what, limits) => {
    await withLookups(
      async ({ lookups, asked }) => {
        const known = await lookups.answer(lines('src/order.ts'));
        await lookups.answer(lines('src/money.ts'));
        const before = asked.length;
        expect(await lookups.answer(lines('docs/rounding.md'))).toMatch(
          /^All look-ups of this review are used up\./,
        );
        expect(asked).toHaveLength(before);
        expect(await lookups.answer(lines('src/order.ts'))).toBe(known);
        expect(lookups.notes()).toEqual(['The look-ups of this run were used up (2 of them were answered).']);
      },
      { limits },
    );
  });

  it('a question that could not be understood costs nothing', async () => {
    await withLookups(
      async ({ lookups, asked }) => {
        for (const name of ['shell', 'search', 'read_lines']) {
          expect(await lookups.answer({ id: 'x', name, arguments: '{' })).not.toBe('');
        }
        expect(asked).toEqual([]);
        expect(await lookups.answer(lines('src/order.ts'))).toMatch(/^Lines 1-2/);
      },
      { limits: { calls: 1 } },
    );
  });

  it('a failure is told to the model and to the reader, and is not kept as an answer', async () => {
    let failing = true;
    const change = (repository: Repository): Repository => ({
      ...repository,
      read: async (revision, paths) => {
        if (failing) throw new Error('The disk is gone.');
        return repository.read(revision, paths);
      },
    });
    await withLookups(
      async ({ lookups }) => {
        const both = await Promise.all([1, 2].map(() => lookups.answer(lines('src/order.ts'))));
        for (const text of both) expect(text).toMatch(/^The repository could not be read for this\./);
        expect(lookups.notes()).toEqual(['A look-up (read_lines) failed: The disk is gone.']);
        failing = false;
        expect(await lookups.answer(lines('src/order.ts'))).toMatch(/^Lines 1-2/);
      },
      { change },
    );
  });
});
