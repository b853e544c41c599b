import { describe, expect, it } from '@jest/globals';
import { listTree, openGit, readObjects } from './github/git.ts';
import { createRepository, type RepositoryDescription } from './github/repository.ts';

const MANY_FILES = 3_001;

function withRepository(
  description: RepositoryDescription,
  look: (made: ReturnType<typeof createRepository>) => void,
) {
  const made = createRepository(description);
  try {
    look(made);
  } finally {
    made.remove();
  }
}

describe('a repository told as files', () => {
  it('has the same commits wherever and whenever it is made', () => {
    withRepository({ base: { a: 'a\n' }, head: { b: 'b\n' } }, ({ baseSha, headSha }) => {
      expect([baseSha, headSha]).toEqual([
        'd5df4fbac36587019b6ddc8f736d173f3a3c3114',
        'dcc65f248279e080963963c966a552e179052811',
      ]);
    });
  });

  it.each([
    ['a space', 'a b.txt'],
    ['a quote', 'a"b.txt'],
    ['a backslash', 'a\\b.txt'],
    ['a tab and a line feed', 'a\t\nb.txt'],
    ['letters of the world', 'ü/漢字/🙂.txt'],
    [' b/ in it', 'src b/x b/y.ts'],
  ])('holds a path with %s', (_what, path) => {
    withRepository({ base: { [path]: 'x\r\nno end' } }, ({ path: folder, headSha }) => {
      const rows = listTree(openGit(folder), headSha, true) ?? [];
      const file = rows.find((row) => row.path === path);
      const [object] = readObjects(openGit(folder), [file?.sha ?? '']);
      expect(object?.bytes.toString()).toBe('x\r\nno end');
    });
  });

  it('holds links, modes and submodules, and moves, deletes and edits files', () => {
    const description: RepositoryDescription = {
      base: { old: 'x\n', gone: 'g\n', 'run.sh': 'echo\n', exe: { text: '#!\n', mode: '100755' } },
      head: { gone: null, new: 'X\n', link: { link: 'new' }, sub: { submodule: 'c'.repeat(40) } },
      renames: { old: 'new' },
      modes: { 'run.sh': '100755' },
    };
    withRepository(description, ({ path, headSha }) => {
      const rows = listTree(openGit(path), headSha, true) ?? [];
      expect(rows.map((row) => `${row.mode} ${row.path}`)).toEqual([
        '100755 exe',
        '120000 link',
        '100644 new',
        '100755 run.sh',
        '160000 sub',
      ]);
    });
  });

  it('grows on either branch', () => {
    withRepository({ base: { a: 'a\n' }, head: { b: 'b\n' }, baseLater: { c: 'c\n' } }, (made) => {
      const git = openGit(made.path);
      const top = made.commit({ files: { d: 'd\n' } }, 'More');
      expect(git.text(['rev-parse', 'topic', 'topic~1', 'main']).trim().split('\n')).toEqual([
        top,
        made.headSha,
        made.baseSha,
      ]);
      expect(made.mergeBaseSha).not.toBe(made.baseSha);
    });
  });

  it('may have thousands of files', () => {
    const files = Object.fromEntries(
      Array.from({ length: MANY_FILES }, (_, index) => [`f/${index}`, `${index}\n`]),
    );
    withRepository({ base: files }, ({ path, headSha }) => {
      expect(listTree(openGit(path), headSha, true)).toHaveLength(MANY_FILES + 1);
    });
  });
});
