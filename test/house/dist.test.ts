import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { BUNDLE_BYTES_MAX } from '../../scripts/bundle.ts';

// Whether they equal a fresh build is `npm run check:dist`; here the shipped files themselves are started.
const shipped = (name: string) => (existsSync(`dist/${name}`) ? describe : describe.skip);

/** The bundle alone, in a folder that has nothing of ours. */
const folder = mkdtempSync(join(tmpdir(), 'kimi-review-shipped-'));

beforeAll(() => {
  if (existsSync('dist')) cpSync('dist', join(folder, 'dist'), { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true }));

function start(name: string, options: readonly string[], environment: Record<string, string> = {}) {
  return spawnSync(process.execPath, [join(folder, 'dist', name), ...options], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...environment },
  });
}

shipped('index.js')('the Action as it ships', () => {
  it('fails in words, not with a stack, when nothing tells it what to do', () => {
    const { status, stdout, stderr } = start('index.js', []);
    expect(status).toBe(1);
    expect(stdout).toContain('::error');
    expect(`${stdout}${stderr}`).not.toMatch(/^\s+at /m);
  });

  it('finds the parser and the grammars beside itself, wherever it is', () => {
    const loaded =
      readFileSync('dist/index.js', 'utf8').match(/import\("\.\/(grammars\/[^"]+)"\)/)?.[1] ?? 'nothing';
    const grammar = 'brotliDecompressSync(readFileSync("dist/grammars/go.wasm.br"))';
    const parser = 'brotliDecompressSync(readFileSync("dist/grammars/tree-sitter.wasm.br"))';
    const script = `import { readFileSync } from 'node:fs'; import { brotliDecompressSync } from 'node:zlib';
      import { Language, Parser } from ${JSON.stringify(join(folder, 'dist', loaded))};
      await Parser.init({ wasmBinary: ${parser} });
      console.log(new Parser().setLanguage(await Language.load(${grammar})).parse('package a').rootNode.type);`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout).toBe('source_file\n');
  });

  it('is one file of readable size', () => {
    expect(statSync('dist/index.js').size).toBeLessThanOrEqual(BUNDLE_BYTES_MAX);
    expect(readFileSync('dist/index.js', 'utf8').split('\n').length).toBeGreaterThan(1_000);
  });
});

shipped('cli.js')('the command as it ships', () => {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')));

  it('knows its version', () => {
    expect(start('cli.js', ['--version'])).toMatchObject({ status: 0, stdout: `${version}\n` });
  });

  it('can be started by its name', () => {
    expect(statSync('dist/cli.js').mode & 0o100).not.toBe(0);
    expect(readFileSync('dist/cli.js', 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
  });

  it('refuses an unknown command and does not look like a success', () => {
    expect(start('cli.js', ['no-such-command']).status).not.toBe(0);
  });
});

shipped('licenses.txt')('what we bundle of others', () => {
  it('is named with its licence', () => {
    const text = readFileSync('dist/licenses.txt', 'utf8');
    for (const name of ['openai', 'zod', 'yaml', 'parse-diff'])
      expect(text).toMatch(new RegExp(`^${name}@`, 'm'));
  });
});
