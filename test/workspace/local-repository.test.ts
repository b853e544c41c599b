import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseDiff } from '../../src/core/diff/parse.ts';
import { type Git, openGit } from '../../src/workspace/git.ts';
import { openLocalRepositories } from '../../src/workspace/local-repository.ts';
import { git as plainGit } from './command.ts';
import { withRepository } from './open.ts';

const SUBMODULE = '0123456789012345678901234567890123456789';

describe('reading files of a commit', () => {
  const base = {
    'src/a.ts': 'export const a = 1;\n',
    'empty.txt': '',
    link: { link: 'src/a.ts' },
    vendor: { submodule: SUBMODULE },
    'logo.png': Buffer.from([0x89, 0x50, 0, 1, 2]),
    'no-newline': 'last',
    'naïve/日本.txt': 'ü\n',
    'odd "name"\nwith a line break\t.txt': 'odd\n',
    '-n': 'looks like an option\n',
    ':(exclude)x': 'looks like a pathspec\n',
  };

  it.each([
    ['text', 'src/a.ts', { kind: 'text', text: 'export const a = 1;\n' }],
    ['an empty file', 'empty.txt', { kind: 'text', text: '' }],
    ['a file without a last line feed', 'no-newline', { kind: 'text', text: 'last' }],
    ['a path of other scripts', 'naïve/日本.txt', { kind: 'text', text: 'ü\n' }],
    [
      'a path with quotes, tab and line break',
      'odd "name"\nwith a line break\t.txt',
      { kind: 'text', text: 'odd\n' },
    ],
    ['a path like an option', '-n', { kind: 'text', text: 'looks like an option\n' }],
    ['a path like a pathspec', ':(exclude)x', { kind: 'text', text: 'looks like a pathspec\n' }],
    ['a symbolic link', 'link', { kind: 'unreadable', reason: 'link is a symbolic link', missing: false }],
    ['a submodule', 'vendor', { kind: 'unreadable', reason: 'vendor is a submodule', missing: false }],
    ['a binary file', 'logo.png', { kind: 'unreadable', reason: 'logo.png is binary', missing: false }],
    ['a folder', 'src', { kind: 'unreadable', reason: 'src does not exist at this revision', missing: true }],
    [
      'nothing',
      'gone.ts',
      { kind: 'unreadable', reason: 'gone.ts does not exist at this revision', missing: true },
    ],
    [
      'a way out',
      '../a.ts',
      { kind: 'unreadable', reason: '../a.ts does not exist at this revision', missing: true },
    ],
  ])('%s', async (_what, path, answer) => {
    await withRepository({ base }, async ({ repository, local }) => {
      expect((await local.read(repository.baseSha, ['src/a.ts', path])).get(path)).toEqual(answer);
    });
  });

  it('refuses a file above the limit, and reads one at the limit', async () => {
    const files = { base: { 'at.txt': 'x'.repeat(1000), 'above.txt': 'x'.repeat(1001) } };
    await withRepository(files, async ({ repository, git }) => {
      const local = openLocalRepositories(git).open({ fileBytes: 1000, readRequests: 0 });
      const texts = await local.read(repository.baseSha, ['at.txt', 'above.txt']);
      expect(texts.get('at.txt')?.kind).toBe('text');
      expect(texts.get('above.txt')).toEqual({
        kind: 'unreadable',
        reason: 'above.txt is larger than 1000 bytes',
        missing: false,
      });
    });
  });

  it('reads the commit, whatever stands in the work tree', async () => {
    await withRepository({ base: { 'a.txt': 'committed\n' } }, async ({ repository, local }) => {
      writeFileSync(join(repository.path, 'a.txt'), 'from the work tree\n');
      const texts = await local.read(repository.baseSha, ['a.txt']);
      expect(texts.get('a.txt')).toEqual({ kind: 'text', text: 'committed\n' });
    });
  });

  it('reads 10,000 files in one call, each its own text, equal ones too', async () => {
    const paths = Array.from({ length: 10_000 }, (_, index) => `f/${index}.txt`);
    const textOf = (path: string) => `${path.length % 3 === 0 ? 'same' : path}\n`.repeat(40);
    const files = Object.fromEntries(paths.map((path) => [path, textOf(path)]));
    await withRepository({ base: files }, async ({ repository, local }) => {
      const texts = await local.read(repository.baseSha, paths);
      expect(texts.size).toBe(paths.length);
      for (const path of paths) expect(texts.get(path)).toEqual({ kind: 'text', text: textOf(path) });
    });
  }, 60_000);

  it('reads more than one batch holds', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`${index}.txt`, `${index} `.repeat(300_000)]),
    );
    await withRepository({ base: files }, async ({ repository, git }) => {
      const local = openLocalRepositories(git).open({ fileBytes: 10_000_000, readRequests: 0 });
      const texts = await local.read(repository.baseSha, Object.keys(files));
      for (const [path, text] of Object.entries(files))
        expect(texts.get(path)).toEqual({ kind: 'text', text });
    });
  }, 60_000);
});

describe('a hostile work tree hides nothing', () => {
  const text = 'export function pay(cents: number) {\n  return cents;\n}\n';

  it.each([
    ['in the work tree', '.gitattributes'],
    ['of another folder', 'src/.gitattributes'],
  ])('.gitattributes %s', async (_where, place) => {
    const description = {
      base: { 'src/pay.ts': text },
      head: { 'src/pay.ts': text.replace('cents;', 'cents * 2;'), [place]: '* binary -diff -text\n' },
    };
    await withRepository(description, async ({ repository, local }) => {
      plainGit(repository.path, ['checkout', '--quiet', 'topic']);
      const before = process.cwd();
      // Git takes the folder it is started in for the work tree.
      process.chdir(repository.path);
      try {
        const diff = await local.diff(repository.baseSha, repository.headSha, ['src/pay.ts']);
        expect(diff).toContain('+  return cents * 2;');
        const found = await local.search(repository.headSha, { words: ['cents * 2'], filesMax: 5 });
        expect(found).toEqual(['src/pay.ts']);
      } finally {
        process.chdir(before);
      }
    });
  });

  it('configuration of the repository changes no line of the diff', async () => {
    const description = { base: { 'a.ts': text }, head: { 'a.ts': text.replace('cents;', 'cents * 2;') } };
    await withRepository(description, async ({ repository, local }) => {
      const before = await local.diff(repository.baseSha, repository.headSha, []);
      const marker = join(repository.path, 'ran');
      for (const [name, value] of [
        ['diff.noprefix', 'true'],
        ['diff.mnemonicPrefix', 'true'],
        ['diff.algorithm', 'patience'],
        ['diff.interHunkContext', '100'],
        ['diff.context', '0'],
        ['diff.external', `touch ${marker}`],
        ['core.fsmonitor', `touch ${marker}`],
        ['core.quotePath', 'false'],
        ['color.ui', 'always'],
        ['diff.renames', 'false'],
      ] as const) {
        plainGit(repository.path, ['config', name, value]);
      }
      expect(await local.diff(repository.baseSha, repository.headSha, [])).toBe(before);
      expect(await local.search(repository.headSha, { words: ['cents'], filesMax: 5 })).toEqual(['a.ts']);
      expect(existsSync(marker)).toBe(false);
    });
  });
});

describe('the diff between two commits', () => {
  it('starts where the branch left, and tells renames', async () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}\n`).join('');
    const description = {
      base: { 'old.txt': lines, 'b.txt': 'b\n' },
      renames: { 'old.txt': 'new\nname.txt' },
      head: { 'new\nname.txt': lines.replace('line 3', 'line three') },
      baseLater: { 'b.txt': 'later\n' },
    };
    await withRepository(description, async ({ repository, local }) => {
      const diff = await local.diff(repository.baseSha, repository.headSha, []);
      expect(parseDiff(diff ?? '').patches).toMatchObject([
        { path: 'new\nname.txt', oldPath: 'old.txt', status: 'renamed', additions: 1, deletions: 1 },
      ]);
    });
  });

  it('takes paths by the letter', async () => {
    const description = { base: { 'a.ts': 'a\n', '*.ts': 'a\n' }, head: { 'a.ts': 'b\n', '*.ts': 'b\n' } };
    await withRepository(description, async ({ repository, local }) => {
      const diff = await local.diff(repository.baseSha, repository.headSha, ['*.ts']);
      expect(parseDiff(diff ?? '').patches.map(({ path }) => path)).toEqual(['*.ts']);
    });
  });

  it('is null for a commit that is not here, and for more than anybody reads', async () => {
    const lines = Array.from(
      { length: 600_000 },
      (_, index) => `line ${index} of a large file, which nobody wrote by hand\n`,
    );
    await withRepository({ base: { a: '' }, head: { a: lines.join('') } }, async ({ repository, local }) => {
      expect(await local.diff(repository.baseSha, SUBMODULE, [])).toBeNull();
      expect(await local.diff(repository.baseSha, repository.headSha, [])).toBeNull();
    });
  }, 30_000);

  it('has no merge base where there is none', async () => {
    await withRepository({ base: { a: 'a\n' } }, async ({ repository, local }) => {
      const blob = plainGit(repository.path, [
        'commit-tree',
        '-m',
        'alone',
        `${repository.baseSha}^{tree}`,
      ]).trim();
      expect(await local.mergeBase(repository.baseSha, blob)).toBeNull();
      expect(await local.mergeBase(repository.baseSha, repository.headSha)).toBe(repository.mergeBaseSha);
      expect(await local.mergeBase(repository.baseSha, SUBMODULE)).toBeNull();
    });
  });
});

describe('searching a commit', () => {
  const base = {
    'a.ts': "import x from './b.js';\n",
    'b.ts': 'a+b (c) [d] {e} $f ^g \\h | i? *j .k\n',
    'c.bin': Buffer.from('import\0'),
    'odd\nname.ts': 'needle\n',
    'none.ts': 'aab\n',
  };

  it.each([
    ['a word', ["'./b.js'"], ['a.ts']],
    ['any of several', ["'./b.js'", 'needle'], ['a.ts', 'odd\nname.ts']],
    ['a word of signs', ['a+b (c) [d] {e} $f ^g \\h | i? *j .k'], ['b.ts']],
    ['a word that would match as an expression', ['a+b'], ['b.ts']],
    ['a word like an option', ['--help'], []],
    ['nothing in binary files', ['import'], ['a.ts']],
    ['no words', [], []],
  ])('%s', async (_what, words, found) => {
    await withRepository({ base }, async ({ repository, local }) => {
      expect(await local.search(repository.baseSha, { words, filesMax: 10 })).toEqual(found);
    });
  });

  it('ends with as many files as were asked for', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, index) => [`d/${index}.ts`, 'word\n']),
    );
    await withRepository({ base: files }, async ({ repository, local }) => {
      expect(await local.search(repository.baseSha, { words: ['word'], filesMax: 60 })).toHaveLength(60);
    });
  });
});

describe('a clone without contents', () => {
  it('leaves the reading to whoever can fetch, and fetches nothing itself', async () => {
    await withRepository({ base: { 'a.ts': 'a\n' } }, async ({ repository }) => {
      plainGit(repository.path, ['config', 'uploadpack.allowFilter', 'true']);
      const clone = mkdtempSync(join(tmpdir(), 'kimi-review-partial-'));
      try {
        const source = `file://${repository.path}`;
        plainGit(clone, ['clone', '--quiet', '--bare', '--filter=blob:none', source, join(clone, 'c.git')]);
        const local = openLocalRepositories(openGit(join(clone, 'c.git'))).open(null);
        expect(await local.has(repository.baseSha)).toBe(false);
        expect((await local.read(repository.baseSha, ['a.ts'])).get('a.ts')).toEqual({
          kind: 'unreadable',
          reason: 'a.ts is not in this clone, which is a partial one',
          missing: false,
        });
        expect((await local.tree(repository.baseSha)).entries).toMatchObject([{ path: 'a.ts', size: 0 }]);
      } finally {
        rmSync(clone, { recursive: true });
      }
    });
  });

  it('has a commit that is there, and not one that is not', async () => {
    await withRepository({ base: { a: 'a\n' } }, async ({ repository, local }) => {
      expect(await local.has(repository.baseSha)).toBe(true);
      expect(await local.has(SUBMODULE)).toBe(false);
    });
  });

  it('is asked about a commit once, however often and under whatever limits it is opened', async () => {
    await withRepository({ base: { a: 'a\n' } }, async ({ repository, git }) => {
      const commands: string[] = [];
      const counting: Git = {
        ...git,
        attempt: (args, options) => {
          commands.push(args[0] ?? '');
          return git.attempt(args, options);
        },
      };
      const repositories = openLocalRepositories(counting);
      await repositories.open(null).has(repository.baseSha);
      const asked = commands.length;
      await repositories.open(null).has(repository.baseSha);
      await repositories.open({ fileBytes: 10, readRequests: 1 }).has(repository.baseSha);
      expect(commands).toHaveLength(asked);
    });
  });
});

it('lists every file with mode, size and id', async () => {
  const base = {
    'a.sh': { text: 'echo\n', mode: '100755' as const },
    'b/c.txt': 'cc',
    vendor: { submodule: SUBMODULE },
  };
  await withRepository({ base }, async ({ repository, local }) => {
    const { entries, complete } = await local.tree(repository.baseSha);
    expect(complete).toBe(true);
    expect(entries).toEqual([
      { path: 'a.sh', mode: '100755', size: 5, blob: expect.stringMatching(/^[0-9a-f]{40}$/) },
      { path: 'b/c.txt', mode: '100644', size: 2, blob: expect.stringMatching(/^[0-9a-f]{40}$/) },
      { path: 'vendor', mode: '160000', size: 0, blob: SUBMODULE },
    ]);
  });
});
