import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { checkGitHub } from '../../src/cli/doctor-github.ts';
import { checkKimi } from '../../src/cli/doctor-kimi.ts';
import { providerProfile } from '../../src/core/model/providers.ts';
import { DEFAULT_KEY } from '../doubles/kimi/accounts.ts';
import type { KimiDouble, KimiOptions } from '../doubles/kimi/options.ts';
import { startKimi } from '../doubles/kimi/start.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function kimi(options: KimiOptions = {}): Promise<KimiDouble> {
  const double = await startKimi(options);
  closing.push(() => double.close());
  return double;
}

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** The command as it is typed, from the sources. */
function doctor(
  given: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', KIMI_API_KEY: DEFAULT_KEY, ...environment };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--no-warnings', 'src/cli.ts', 'doctor', ...given],
      { env },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

describe('kimi-review doctor', () => {
  it('finds nothing wrong where nothing is, and asks no model', async () => {
    const double = await kimi();
    const { code, stdout } = await doctor(['--base-url', double.url]);
    expect(stdout.split('\n').map((line) => line.slice(0, 13).trim())).toEqual([
      '! key',
      '✓ model',
      '✓ balance',
      '✓ tier',
      '',
    ]);
    expect(stdout).toContain('kimi-k2.6 is served, with a context of 262,144 tokens.');
    expect(stdout).toContain('$49.59 are left.');
    expect(stdout).toContain('Tier 1 by a header of the answer: 15 at once');
    expect([code, double.calls]).toEqual([0, []]);
  });

  it.each([
    ['a key nobody knows', { keys: {} }, [], /✗ key .*refused the key \(401\).*\n.*sk-kimi-/],
    [
      'an address that is not allowed',
      { keys: { [DEFAULT_KEY]: 'ip-not-allowed' } },
      [],
      /✗ key .*\(403\).*IP is not allowed/,
    ],
    [
      'an account without money',
      { keys: { [DEFAULT_KEY]: 'no-balance' } },
      [],
      /✗ balance .*\$0\.00.*\n.*Top up/,
    ],
    ['a model nobody serves', {}, ['--model', 'kimi-k9'], /✗ model .*kimi-k9.*\n.*kimi-k2\.6, /],
    ['a retired model', {}, ['--model', 'kimi-k2.5'], /✗ model .*retired on 2026-08-31.*\n.*kimi-k2\.6/],
  ] as const)('names %s and the way out, with exit code 1', async (_what, options, given, expected) => {
    const double = await kimi(options);
    const { code, stdout, stderr } = await doctor(['--base-url', double.url, ...given]);
    expect(stdout).toMatch(expected);
    expect(code).toBe(1);
    expect(stdout + stderr).not.toContain(DEFAULT_KEY);
  });

  it.each([
    ['without a key', [], { KIMI_API_KEY: '' }, /KIMI_API_KEY/],
    ['with an unknown provider', ['--provider', 'kimi'], {}, /Allowed choices are moonshot/],
    ['with a custom provider and no address', ['--provider', 'custom'], {}, /--base-url/],
    ['with an address in the clear', ['--base-url', 'http://models.example.com/v1'], {}, /https/],
  ])('%s ends with exit code 2', async (_what, given, environment, expected) => {
    const { code, stderr } = await doctor(given, environment);
    expect(stderr).toMatch(expected);
    expect(code).toBe(2);
  });

  it('says that it was not reachable', async () => {
    const { code, stdout } = await doctor(['--base-url', 'http://127.0.0.1:1/v1']);
    expect(stdout).toMatch(/✗ endpoint .*cannot be reached/);
    expect(code).toBe(1);
  });
});

describe('the sibling hosts', () => {
  const ask = async (trySiblings: boolean, known: boolean) => {
    const here = await kimi({ keys: {} });
    const there = await kimi({ keys: known ? { [DEFAULT_KEY]: 'valid' } : {} });
    const checks = await checkKimi({
      provider: providerProfile('moonshot'),
      model: 'kimi-k2.6',
      endpoint: { address: here.url, key: DEFAULT_KEY, userAgent: 'kimi-review/test' },
      trySiblings,
      siblings: [{ provider: providerProfile('moonshot-cn'), address: there.url }],
    });
    return { check: checks.find(({ name }) => name === 'siblings'), visits: there.visits };
  };

  it('are not shown the key without consent', async () => {
    const { check, visits } = await ask(false, true);
    expect(visits).toEqual([]);
    expect(check?.text).toMatch(/was not shown to .*--try-siblings/);
  });

  it('name the one the key belongs to', async () => {
    const { check, visits } = await ask(true, true);
    expect(visits).toEqual(['GET /v1/models']);
    expect([check?.text, check?.remedy]).toEqual([
      expect.stringContaining('belongs to Kimi Open Platform (China)'),
      'Set provider: moonshot-cn.',
    ]);
  });

  it('may know it no better', async () => {
    expect((await ask(true, false)).check?.text).toBe('No other host of Kimi accepts the key either.');
  });
});

describe('a token of GitHub', () => {
  const READABLE = { default_branch: 'main' };
  const probe = async (
    token: string,
    answers: Readonly<Record<string, number>>,
    headers = {},
    repository: object = READABLE,
  ) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const path = (request.url ?? '')
        .replace(/\?.*$/, '')
        .replace('/repos/octo/engine', '')
        .replace(/\/$/, '');
      asked.push(request.method ?? '');
      response.writeHead(answers[path] ?? 200, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(path === '' ? repository : []));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(async () => server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const log = { step() {}, info() {}, warn() {} };
    const options = {
      token,
      apiUrl: `http://127.0.0.1:${port}`,
      repository: 'octo/engine',
      userAgent: 'test',
      log,
    };
    const checks = await checkGitHub(options);
    expect(asked.every((method) => method === 'GET')).toBe(true);
    return checks.map(({ name, state }) => `${name}: ${state}`);
  };

  it.each([
    ['a token of a workflow', 'ghs_1', {}, {}, ['contents: fine', 'pulls: unknown', 'checks: unknown']],
    [
      'one without contents',
      'ghs_1',
      { '/contents': 403 },
      {},
      ['contents: wrong', 'pulls: unknown', 'checks: unknown'],
    ],
    [
      'one without pull requests',
      'ghs_1',
      { '/pulls': 403 },
      {},
      ['contents: fine', 'pulls: wrong', 'checks: unknown'],
    ],
    [
      'one without checks',
      'ghs_1',
      { '/commits/main/check-runs': 403 },
      {},
      ['contents: fine', 'pulls: unknown', 'checks: wrong'],
    ],
    [
      'a classic token',
      'ghp_1',
      {},
      { 'x-oauth-scopes': 'repo, gist' },
      ['contents: fine', 'pulls: fine', 'checks: warning'],
    ],
    [
      'a classic token without scopes',
      'ghp_1',
      {},
      { 'x-oauth-scopes': 'gist' },
      ['contents: fine', 'pulls: wrong', 'checks: warning'],
    ],
    ['an expired token', 'ghs_1', { '': 401 }, {}, ['github: wrong']],
    ['a token of another repository', 'ghs_1', { '': 404 }, {}, ['github: wrong']],
  ])('%s', async (_what, token, answers, headers, expected) => {
    expect(await probe(token, answers, headers)).toEqual(expected);
  });

  it('of somebody who may push can post', async () => {
    expect(await probe('github_pat_1', {}, {}, { ...READABLE, permissions: { push: true } })).toEqual([
      'contents: fine',
      'pulls: fine',
      'checks: warning',
    ]);
  });
});
