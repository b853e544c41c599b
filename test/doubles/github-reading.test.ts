import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { ask, linksOf } from './github/ask.ts';
import { onStage, TWENTY_LINES, TWO_HUNKS } from './github/stage.ts';

const PULL = '/pulls/7';
const DIFF_TYPES = ['application/vnd.github.diff', 'application/vnd.github.v3.diff'];
const TOO_LARGE = [{ resource: 'PullRequest', field: 'diff', code: 'too_large' }];

function files(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`f/${String(index).padStart(4, '0')}.txt`, 'a\n']),
  );
}

describe('the pull request', () => {
  it('counts the three-dot diff, whatever happened on the base branch since', async () => {
    await onStage(
      { ...TWO_HUNKS, baseLater: { 'README.md': 'Read me again.\n' } },
      {},
      async ({ github }) => {
        const { json } = await ask(github, PULL);
        expect(json).toMatchObject({
          additions: 3,
          deletions: 3,
          changed_files: 2,
          commits: 1,
          draft: false,
        });
      },
    );
  });

  it('shows a deleted fork as a head without a repository', async () => {
    const head = (sha: string) => ({ ref: 'topic', sha, repository: null });
    await onStage(TWO_HUNKS, {}, async ({ github, repository }) => {
      Object.assign(github.state.pull(7).seed, { head: head(repository.headSha) });
      expect((await ask(github, PULL)).json).toMatchObject({ head: { repo: null } });
    });
  });

  it('is not found under another number, name or repository', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      for (const path of ['/pulls/8', '/pulls/seven', '/nothing', '/contents/%E0%A4%A']) {
        expect(await ask(github, path)).toMatchObject({ status: 404, json: { message: 'Not Found' } });
      }
    });
  });
});

describe('the diff media type', () => {
  const odd = {
    base: { 'a b.txt': 'one\r\n', 'run.sh': 'echo\n', old: 'x\ny\n' },
    head: {
      'a b.txt': 'two\r\n',
      'é"\t.txt': 'no end',
      link: { link: 'a b.txt' },
      sub: { submodule: 'a'.repeat(40) },
    },
    renames: { old: 'new' },
    modes: { 'run.sh': '100755' },
  } as const;

  it.each(DIFF_TYPES)('%s gives exactly what git prints', async (accept) => {
    await onStage(odd, {}, async ({ github, repository }) => {
      const heard = await ask(github, PULL, { headers: { accept } });
      const range = `${repository.baseSha}...${repository.headSha}`;
      const printed = execFileSync('git', ['-C', repository.path, 'diff', '-M', range], { encoding: 'utf8' });
      expect(heard.text).toBe(printed);
      expect(heard.text).toContain('"b/\\303\\251\\"\\t.txt"');
      expect(heard.headers.get('content-type')).toBe('application/vnd.github.diff; charset=utf-8');
    });
  });

  it.each([
    ['files', { diffFiles: 2 }, 2],
    ['lines', { diffLines: 17 }, 17],
    ['bytes', { diffBytes: 100 }, 100],
  ])('answers 406 past the limit of %s', async (what, limits, max) => {
    await onStage({ base: { x: 'x\n' }, head: files(3) }, { limits }, async ({ github }) => {
      const heard = await ask(github, PULL, { headers: { accept: DIFF_TYPES[0] ?? '' } });
      const words = `Sorry, the diff exceeded the maximum number of ${what} (${max}).`;
      expect(heard).toMatchObject({
        status: 406,
        json: { message: expect.stringContaining(words), errors: TOO_LARGE, status: '406' },
      });
    });
  });

  it('takes three hundred files and refuses one more', async () => {
    for (const [count, status] of [
      [300, 200],
      [301, 406],
    ] as const) {
      await onStage({ base: { x: 'x\n' }, head: files(count) }, {}, async ({ github }) => {
        expect((await ask(github, PULL, { headers: { accept: DIFF_TYPES[1] ?? '' } })).status).toBe(status);
      });
    }
  });

  it('lets no test raise a limit', async () => {
    await expect(onStage(TWO_HUNKS, { limits: { diffFiles: 301 } }, async () => {})).rejects.toThrow(
      'diffFiles',
    );
  });
});

describe('the rows of the files endpoint', () => {
  it('carry a patch only where there is one to show', async () => {
    const description = {
      base: {
        'a.ts': TWENTY_LINES,
        bin: Buffer.from([0, 1]),
        'run.sh': 'echo\n',
        old: 'x\ny\n',
        gone: 'bye\n',
      },
      head: { 'a.ts': 'short\n', bin: Buffer.from([0, 2]), gone: null, 'big.ts': TWENTY_LINES },
      renames: { old: 'new' },
      modes: { 'run.sh': '100755' },
    } as const;
    await onStage(description, { limits: { fileBytes: 180 } }, async ({ github }) => {
      const { json } = await ask(github, `${PULL}/files`);
      expect(json).toMatchObject([
        { filename: 'a.ts', status: 'modified', additions: 1, deletions: 20, changes: 21 },
        { filename: 'big.ts', status: 'added', additions: 20 },
        { filename: 'bin', status: 'modified', changes: 0 },
        { filename: 'gone', status: 'removed', patch: '@@ -1 +0,0 @@\n-bye' },
        { filename: 'new', status: 'renamed', previous_filename: 'old', changes: 0 },
        { filename: 'run.sh', status: 'modified', changes: 0 },
      ]);
      const rows = Array.isArray(json) ? json : [];
      expect(rows.map((row) => 'patch' in row)).toEqual([false, false, false, true, false, false]);
    });
  });

  it('come in pages with links, a hundred at most', async () => {
    await onStage({ base: { x: 'x\n' }, head: files(120) }, {}, async ({ github }) => {
      expect((await ask(github, `${PULL}/files`)).json).toHaveLength(30);
      const first = await ask(github, `${PULL}/files?per_page=500`);
      expect(first.json).toHaveLength(100);
      expect(Object.keys(linksOf(first))).toEqual(['next', 'last']);
      const second = await ask(github, `${PULL}/files?per_page=100&page=2`);
      expect(second.json).toHaveLength(20);
      expect(linksOf(second)).toMatchObject({
        prev: linksOf(first)['next']?.replace('page=2', 'page=1').replace('500', '100'),
      });
    });
  });

  it('end at the cap, while the pull request still counts them all', async () => {
    await onStage(
      { base: { x: 'x\n' }, head: files(12) },
      { limits: { fileRows: 10 } },
      async ({ github }) => {
        expect((await ask(github, `${PULL}/files?per_page=100`)).json).toHaveLength(10);
        expect((await ask(github, PULL)).json).toMatchObject({ changed_files: 12 });
      },
    );
  });

  it('are zeroed without a marker once one answer holds too many patch lines', async () => {
    const head = { 'a.ts': TWENTY_LINES, 'b.ts': TWENTY_LINES, 'c.ts': 'c\n' };
    await onStage({ base: { x: 'x\n' }, head }, { limits: { answerPatchLines: 30 } }, async ({ github }) => {
      const { json } = await ask(github, `${PULL}/files`);
      expect(json).toMatchObject([
        { additions: 20 },
        { additions: 0, changes: 0 },
        { additions: 0, changes: 0 },
      ]);
      const single = await ask(github, `${PULL}/files?per_page=1&page=2`);
      expect(single.json).toMatchObject([
        { filename: 'b.ts', additions: 20, patch: expect.stringContaining('+line 20') },
      ]);
    });
  });
});

describe('commits', () => {
  it('are listed oldest first, up to the cap', async () => {
    await onStage(TWO_HUNKS, { limits: { pullCommits: 2 } }, async ({ github, repository }) => {
      const second = repository.commit({ files: { b: 'b\n' } }, 'Second');
      github.pushHead(7, repository.commit({ files: { c: 'c\n' } }, 'Third'));
      const { json } = await ask(github, `${PULL}/commits`);
      expect(json).toMatchObject([
        { sha: repository.headSha },
        { sha: second, commit: { message: 'Second' } },
      ]);
    });
  });
});
