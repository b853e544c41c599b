import { describe, expect, it } from '@jest/globals';
import { ask } from './github/ask.ts';
import { onStage, TWENTY_LINES, TWO_HUNKS } from './github/stage.ts';

const CODE = {
  base: {
    'src/a.ts': 'a\n',
    'src/é b.ts': 'é\n',
    big: TWENTY_LINES,
    link: { link: 'src/a.ts' },
    outside: { link: '../etc/passwd' },
    sub: { submodule: 'b'.repeat(40) },
  },
  head: { new: 'n\n' },
} as const;

describe('trees', () => {
  it('list files with sizes, and folders only when recursive', async () => {
    await onStage(CODE, {}, async ({ github, repository }) => {
      const flat = await ask(github, `/git/trees/${repository.headSha}`);
      const deep = await ask(github, `/git/trees/${repository.headSha}?recursive=1`);
      const src = { path: 'src', type: 'tree', mode: '040000' };
      const file = { path: 'src/a.ts', type: 'blob', mode: '100644', size: 2 };
      expect(flat.json).toMatchObject({
        tree: expect.arrayContaining([expect.objectContaining(src)]),
        truncated: false,
      });
      expect(flat.json).not.toMatchObject({ tree: expect.arrayContaining([expect.objectContaining(file)]) });
      expect(deep.json).toMatchObject({ tree: expect.arrayContaining([expect.objectContaining(file)]) });
      expect(deep.json).toMatchObject({
        tree: expect.arrayContaining([
          expect.objectContaining({ path: 'sub', type: 'commit', mode: '160000' }),
        ]),
      });
    });
  });

  it('say when they were cut', async () => {
    await onStage(CODE, { limits: { treeEntries: 3 } }, async ({ github, repository }) => {
      const { json } = await ask(github, `/git/trees/${repository.headSha}?recursive=1`);
      expect(json).toMatchObject({ truncated: true, tree: { length: 3 } });
    });
  });

  it('are not found for a commit nobody has', async () => {
    await onStage(CODE, {}, async ({ github }) => {
      expect((await ask(github, `/git/trees/${'0'.repeat(40)}`)).status).toBe(404);
    });
  });
});

describe('files', () => {
  it.each([
    ['a file', '/contents/src/a.ts', { type: 'file', encoding: 'base64', content: 'YQo=\n' }],
    [
      'a path with a space and an accent',
      '/contents/src/%C3%A9%20b.ts',
      { path: 'src/é b.ts', content: 'w6kK\n' },
    ],
    ['a link inside the repository', '/contents/link', { type: 'file', path: 'src/a.ts' }],
    ['a link that leads outside', '/contents/outside', { type: 'symlink', target: '../etc/passwd' }],
    ['a submodule', '/contents/sub', { type: 'submodule', sha: 'b'.repeat(40) }],
    ['a folder', '/contents/src', [{ name: 'a.ts', type: 'file' }, { name: 'é b.ts' }]],
    ['a file past the limit for inline text', '/contents/big', { encoding: 'none', content: '' }],
  ])('give %s', async (_what, path, face) => {
    await onStage(CODE, { limits: { contentsBytes: 100 } }, async ({ github, repository }) => {
      expect(await ask(github, `${path}?ref=${repository.headSha}`)).toMatchObject({
        status: 200,
        json: face,
      });
    });
  });

  it('are whole and raw by media type, up to the larger limit', async () => {
    await onStage(CODE, { limits: { contentsBytes: 100 } }, async ({ github }) => {
      const accept = 'application/vnd.github.raw+json';
      expect(await ask(github, '/contents/big', { headers: { accept } })).toMatchObject({
        status: 200,
        text: TWENTY_LINES,
      });
    });
    await onStage(CODE, { limits: { blobBytes: 100, contentsBytes: 50 } }, async ({ github }) => {
      expect(await ask(github, '/contents/big')).toMatchObject({
        status: 403,
        json: { errors: [{ code: 'too_large' }] },
      });
    });
  });

  it.each([
    '/contents/src/none.ts',
    '/contents/src//a.ts',
    '/contents/new?ref=main',
    '/contents/big?ref=nowhere',
  ])('are not found at %s', async (path) => {
    await onStage(CODE, {}, async ({ github }) => expect((await ask(github, path)).status).toBe(404));
  });

  it('come by blob id, too', async () => {
    await onStage(CODE, {}, async ({ github }) => {
      const sha = '78981922613b2afb6025042ff6bd878ac1994e85';
      expect((await ask(github, `/git/blobs/${sha}`)).json).toMatchObject({ size: 2, content: 'YQo=\n' });
      const raw = await ask(github, `/git/blobs/${sha}`, {
        headers: { accept: 'application/vnd.github.raw' },
      });
      expect(raw.text).toBe('a\n');
      expect((await ask(github, '/git/blobs/7898192')).status).toBe(404);
    });
  });
});

describe('comparing two commits', () => {
  it('gives commits, status and files, and the diff by media type', async () => {
    await onStage({ ...TWO_HUNKS, baseLater: { later: 'l\n' } }, {}, async ({ github, repository }) => {
      const path = `/compare/${repository.baseSha}...${repository.headSha}`;
      expect((await ask(github, path)).json).toMatchObject({
        status: 'diverged',
        ahead_by: 1,
        behind_by: 1,
        merge_base_commit: { sha: repository.mergeBaseSha },
        commits: [{ sha: repository.headSha }],
        files: [{ filename: 'src/a.ts' }, { filename: 'src/new.ts' }],
      });
      expect((await ask(github, `${path}?page=2`)).json).not.toHaveProperty('files');
      const diff = await ask(github, path, { headers: { accept: 'application/vnd.github.v3.diff' } });
      expect(diff.text).toMatch(/^diff --git a\/src\/a.ts/);
    });
  });
});

describe('who may do what', () => {
  it('answers the permission of a collaborator, and read for everyone else', async () => {
    await onStage(TWO_HUNKS, { collaborators: { ann: 'write' } }, async ({ github }) => {
      expect((await ask(github, '/collaborators/ann/permission')).json).toMatchObject({
        permission: 'write',
      });
      expect((await ask(github, '/collaborators/eve/permission')).json).toMatchObject({ permission: 'read' });
    });
  });
});
