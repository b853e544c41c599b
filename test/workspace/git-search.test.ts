import { describe, expect, it } from '@jest/globals';
import { historyOf } from '../../src/workspace/git-history.ts';
import { linesWith } from '../../src/workspace/git-search.ts';
import { withRepository } from './open.ts';

describe('searching a revision', () => {
  it('finds the lines of every word, whatever marks it holds, and none of files that machines wrote', async () => {
    const base = {
      'src/a.ts': 'one();\nget("/a.b?c=[1]|(2)");\nnothing\n',
      'lib/b.go': 'func (s *S) Get(k string) {}\n',
      'package-lock.json': '"one": "1"\n',
      'x.min.js': 'one()\n',
    };
    await withRepository({ base }, async ({ repository, git }) => {
      const words = ['one', '/a.b?c=[1]|(2)', ') Get('];
      expect(await linesWith(git, repository.baseSha, { words })).toEqual([
        { path: 'lib/b.go', line: 1, text: 'func (s *S) Get(k string) {}' },
        { path: 'src/a.ts', line: 1, text: 'one();' },
        { path: 'src/a.ts', line: 2, text: 'get("/a.b?c=[1]|(2)");' },
      ]);
      expect(await linesWith(git, repository.baseSha, { words: ['nowhere'] })).toEqual([]);
      expect(await linesWith(git, repository.baseSha, { words: [] })).toEqual([]);
    });
  });

  it('a word that stands everywhere does not hide a rare one in the last folder', async () => {
    const base = {
      ...Object.fromEntries(
        Array.from({ length: 50 }, (_, index) => [`a/${index}.ts`, 'common\n'.repeat(100)]),
      ),
      'z/last.ts': 'rare\n',
    };
    await withRepository({ base }, async ({ repository, git }) => {
      const found = await linesWith(git, repository.baseSha, { words: ['common', 'rare'], bytesMax: 50_000 });
      expect(found).toEqual([{ path: 'z/last.ts', line: 1, text: 'rare' }]);
    });
  });
});

describe('history', () => {
  it('tells the paths of each commit, the latest first', async () => {
    const description = { base: { 'a.ts': '1\n', 'b c.ts': '1\n' }, head: { 'a.ts': '2\n', 'ü.ts': '1\n' } };
    await withRepository(description, async ({ repository, git }) => {
      expect(await historyOf(git, repository.headSha, 10)).toEqual([
        ['a.ts', 'ü.ts'],
        ['a.ts', 'b c.ts'],
      ]);
      expect(await historyOf(git, repository.headSha, 1)).toHaveLength(1);
      expect(await historyOf(git, '0'.repeat(40), 1)).toBeNull();
    });
  });
});
