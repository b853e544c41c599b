import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { KimiCall } from '../doubles/kimi/options.ts';
import { reply } from '../doubles/kimi/scripts.ts';
import { git as plainGit } from '../workspace/command.ts';
import {
  answerWith,
  atDesk,
  CONFIRMED,
  commandLine,
  KEY,
  NO_FINDINGS,
  SMALL_CHANGE,
} from './command-line.ts';

const ESCAPE = '\u001b';
const BRANCH = ['review', '--base', 'main', '--head', 'topic'];
const isCheck = ({ text }: KimiCall): boolean => /^Check the (?:claim|\d+ claims) below/m.test(text);
const FOUND = { answer: (call: KimiCall) => reply(isCheck(call) ? CONFIRMED : answerWith({})) };

describe('a review at a desk', () => {
  it('shows each finding with its code and its way out, and what it cost', async () => {
    await atDesk({ repository: SMALL_CHANGE, kimi: FOUND }, async ({ run, kimi }) => {
      const { status, stdout, stderr } = await run(BRANCH);
      expect(status).toBe(0);
      expect(stdout).toBe(
        [
          '1. major · bug  src/sum.js:3',
          '   The last round reads past the end',
          '   3 +   for (let i = 0; i <= list.length; i += 1) total += list[i];',
          '',
          '   It adds `undefined`.',
          '',
          '   Replace these lines with:',
          '       for (let i = 0; i < list.length; i += 1) total += list[i];',
          '',
          '   Checked: The bound includes the length of the list.',
          '',
          '1 finding: 1 major',
          '1 hunk was read.',
          stdout.split('\n').at(-2),
          '',
        ].join('\n'),
      );
      expect(stdout).toMatch(/kimi-k2\.6: [\d,]+ tokens read .* written .*· \$0\.\d+ · \d+ s\n$/);
      expect(stderr).toBe(
        'Reading the branch\nReading the change\nReading the code around it\nAsking kimi-k2.6\nChecking 1 finding\n2 of 2 answered\nPutting the review together\n',
      );
      expect(kimi.scriptErrors).toEqual([]);
    });
  });

  it('keeps the key to itself', async () => {
    await atDesk({ repository: SMALL_CHANGE, kimi: FOUND }, async ({ run, kimi }) => {
      const { stdout, stderr } = await run([...BRANCH, '--json', '-']);
      expect(stdout + stderr).not.toContain(KEY);
      expect(JSON.stringify(kimi.calls.map(({ body }) => body))).not.toContain(KEY);
    });
  });

  it('shows escape sequences of the model and of the code, and sends none', async () => {
    const hostile = {
      base: { 'a.txt': 'a\n' },
      head: {
        [`src/${ESCAPE}[2J.js`]: 'const a = 1;\n',
        'src/sum.js': `const ${ESCAPE}]0;owned\u0007 = 1;\r\n`,
      },
      message: `${ESCAPE}[31mred`,
    };
    const answer = answerWith({
      title: `Clear ${ESCAPE}[2J all`,
      body: `A\u202eB ${ESCAPE}]8;;http://x\u0007y`,
    })
      .replace(/```quote\n.*\n/, `\`\`\`quote\nconst ${ESCAPE}]0;owned\u0007 = 1;\n`)
      .replace('line: 3', 'line: 1');
    await atDesk({ repository: hostile, kimi: { answer: [reply(answer)] } }, async ({ run }) => {
      // One reader and no second look: the model here answers everything with the same finding.
      const review = [...BRANCH, '--effort', 'quick'];
      for (const given of [review, ['pack', '--base', 'main', '--head', 'topic']]) {
        const { stdout, stderr, status } = await run(given);
        expect(status).toBe(0);
        expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
        expect(stdout).toContain('\\u{1b}[');
      }
    });
  });

  it('colours when told to, and not when NO_COLOR is set', async () => {
    await atDesk({ repository: SMALL_CHANGE, kimi: FOUND }, async ({ run }) => {
      const coloured = await run(BRANCH, { environment: { KIMI_API_KEY: KEY, FORCE_COLOR: '1' } });
      expect(coloured.stdout).toContain(`${ESCAPE}[31mmajor · bug`);
      const environment = { KIMI_API_KEY: KEY, FORCE_COLOR: '1', NO_COLOR: '1' };
      expect((await run(BRANCH, { environment })).stdout).not.toContain(ESCAPE);
    });
  });

  it('says what it leaves out: uncommitted work, and a configuration that is not at the base', async () => {
    const repository = {
      ...SMALL_CHANGE,
      head: { ...SMALL_CHANGE.head, '.github/kimi-review.yml': 'fail-on: nit\n' },
    };
    await atDesk({ repository, kimi: FOUND }, async ({ run, repository: { path } }) => {
      plainGit(path, ['checkout', '--quiet', 'topic']);
      writeFileSync(join(path, 'later.js'), 'x\n');
      const { status, stderr } = await run(['review']);
      expect(stderr).toContain('warning: 1 path has uncommitted changes, which are not part of this review');
      expect(stderr).toContain('warning: .github/kimi-review.yml is changed by this branch');
      expect(status).toBe(0);
    });
  });
});

describe('exit codes', () => {
  it('0: complete, and nothing at or above --fail-on', async () => {
    await atDesk({ repository: SMALL_CHANGE, kimi: FOUND }, async ({ run }) => {
      expect((await run([...BRANCH, '--fail-on', 'blocker'])).status).toBe(0);
    });
    await atDesk({ repository: SMALL_CHANGE, kimi: { answer: [reply(NO_FINDINGS)] } }, async ({ run }) => {
      const { status, stdout } = await run([...BRANCH, '--fail-on', 'nit']);
      expect(stdout).toContain('No problems found in 1 hunk');
      expect(status).toBe(0);
    });
  });

  it('1: a finding at or above --fail-on', async () => {
    await atDesk({ repository: SMALL_CHANGE, kimi: FOUND }, async ({ run }) => {
      expect((await run([...BRANCH, '--fail-on', 'major'])).status).toBe(1);
    });
  });

  it.each([
    ['an unknown option', ['review', '--bsae', 'main'], /unknown option '--bsae'\n\(Did you mean --base\?\)/],
    ['an unknown command', ['reveiw'], /unknown command 'reveiw'\n\(Did you mean review\?\)/],
    ['no command', [], /Usage: kimi-review/],
    [
      'a value outside the table',
      ['review', '--max-comments', '99'],
      /--max-comments is 99: expected auto, or a whole number from 0 to 30/,
    ],
    [
      'a key in the clear',
      ['review', '--base-url', 'http://example.com'],
      /the key would travel in the clear/,
    ],
    [
      'two ways to the change',
      ['review', '--pr', '1', '--base', 'main'],
      /cannot be used with option '--base/,
    ],
    ['a pull request that is none', ['review', '--pr', 'seven'], /not the number of a pull request/],
    ['a pull request of nowhere', ['review', '--pr', '7'], /of which repository\?\n +Name it with --repo/],
    ['no token', ['review', '--pr', '7', '--repo', 'a/b'], /GITHUB_TOKEN is not set/],
    ['posting a branch', ['review', '--post'], /--post needs a pull request/],
    [
      'two reports in one stream',
      ['review', '--json', '-', '--sarif', '-'],
      /Only one report can go to standard output/,
    ],
    ['no such base', ['review', '--base', 'nowhere'], /The base "nowhere" does not exist here/],
    ['no other branch', ['review', '--head', 'main'], /No base to compare with was found/],
    [
      'a missing configuration',
      ['review', '--base', 'main', '--head', 'topic', '--config', 'no.yml'],
      /no\.yml cannot be used/,
    ],
    ['a missing key file', ['review', '--api-key-file', 'no.key'], /no\.key could not be read: ENOENT/],
    [
      'a custom provider without address',
      ['pack', '--base', 'main', '--head', 'topic', '--provider', 'custom'],
      /not valid: --base-url is missing/,
    ],
  ])('2: %s', async (_what, given, words) => {
    await atDesk({ repository: SMALL_CHANGE }, async ({ repository }) => {
      const environment = { KIMI_API_KEY: KEY };
      const { status, stdout, stderr } = await commandLine(given, { folder: repository.path, environment });
      expect(stderr).toMatch(words);
      expect(stderr).not.toMatch(/^\s+at |kimi-api-key/m);
      expect(stdout).toBe('');
      expect(status).toBe(2);
    });
  });

  it('2: no key, and how to give one', async () => {
    await atDesk({ repository: SMALL_CHANGE }, async ({ run }) => {
      const { status, stderr } = await run(BRANCH, { environment: {} });
      expect(stderr).toMatch(
        /^error: There is no API key: .*KIMI_API_KEY is not set\.\n +Set KIMI_API_KEY, or .*--api-key-file/,
      );
      expect(status).toBe(2);
    });
  });

  it('2: a configuration that is wrong, with its line', async () => {
    const repository = {
      ...SMALL_CHANGE,
      base: { ...SMALL_CHANGE.base, '.github/kimi-review.yml': 'fail-on: always\n' },
    };
    await atDesk({ repository }, async ({ run, kimi }) => {
      const { status, stderr } = await run(BRANCH);
      expect(stderr).toMatch(/kimi-review\.yml: line 1, column 10: fail-on is "always"/);
      expect(status).toBe(2);
      expect(kimi.calls).toEqual([]);
    });
  });

  it('2: no repository', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kimi-review-nowhere-'));
    const { status, stderr } = await commandLine(['pack'], { folder });
    rmSync(folder, { recursive: true });
    expect(stderr).toMatch(/^error: There is no git repository here\.\n +Change into the repository/);
    expect(status).toBe(2);
  });

  it('3: an account without money leaves the review incomplete, and says what to do', async () => {
    await atDesk({ repository: SMALL_CHANGE, kimi: { keys: { [KEY]: 'no-balance' } } }, async ({ run }) => {
      const { status, stdout } = await run(BRANCH);
      expect(stdout).toMatch(/^Not reviewed: /m);
      expect(stdout).toContain('Top up the account');
      expect(status).toBe(3);
    });
  });

  it('3: a refused key, told for a desk', async () => {
    await atDesk({ repository: SMALL_CHANGE }, async ({ run }) => {
      const { status, stdout } = await run(BRANCH, { environment: { KIMI_API_KEY: 'sk-wrong' } });
      expect(stdout).toMatch(/--provider\s+moonshot-cn/);
      expect(stdout).not.toContain('kimi-api-key');
      expect(status).toBe(3);
    });
  });

  it('130: Ctrl-C while the model is asked', async () => {
    const slow = { answer: [reply(NO_FINDINGS, { delayMs: 60_000 })] };
    await atDesk({ repository: SMALL_CHANGE, kimi: slow }, async ({ run }) => {
      const { status, stdout, stderr } = await run(BRANCH, {
        onProgress: (said, kill) => {
          if (said.includes('Asking')) kill('SIGINT');
        },
      });
      expect(stderr).toMatch(/error: Stopped by Ctrl-C\.\n$/);
      expect(stdout).toBe('');
      expect(status).toBe(130);
    });
  });
});

describe('reports for machines', () => {
  it('are files, beside the review for people', async () => {
    await atDesk({ repository: SMALL_CHANGE, kimi: FOUND }, async ({ run, repository: { path } }) => {
      const { stdout } = await run([
        ...BRANCH,
        '--json',
        'out/r.json',
        '--sarif',
        'out/r.sarif',
        '--dry-run',
        'out/d.json',
      ]);
      expect(stdout).toContain('1. major · bug');
      const read = (name: string): unknown => JSON.parse(readFileSync(join(path, 'out', name), 'utf8'));
      expect(read('r.json')).toMatchObject({
        tool: 'kimi-review',
        conclusion: { kind: 'success' },
        // Nothing was posted, so nothing is said to be a comment.
        findings: [{ shown: 'summary', severity: 'major', place: { path: 'src/sum.js', line: 3 } }],
      });
      expect(read('r.sarif')).toMatchObject({ version: '2.1.0', runs: [{ results: [{ level: 'error' }] }] });
      const requests = z
        .array(z.object({ method: z.string(), path: z.string(), body: z.unknown() }))
        .parse(read('d.json'));
      expect(requests.map(({ method, path: target }) => `${method} ${target}`)).toEqual([
        'POST /repos/local/branch/check-runs',
        'POST /repos/local/branch/pulls/0/reviews',
        'POST /repos/local/branch/issues/0/comments',
        'PATCH /repos/local/branch/check-runs/1',
      ]);
      expect(requests[1]?.body).toMatchObject({
        event: 'COMMENT',
        comments: [{ path: 'src/sum.js', line: 3 }],
      });
    });
  });

  it.each([['--json'], ['--sarif'], ['--dry-run']])(
    '%s - is all there is on standard output',
    async (option) => {
      await atDesk({ repository: SMALL_CHANGE, kimi: FOUND }, async ({ run }) => {
        const { stdout } = await run([...BRANCH, option, '-']);
        expect(() => JSON.parse(stdout)).not.toThrow();
      });
    },
  );

  it('that cannot be written end in words', async () => {
    await atDesk({ repository: SMALL_CHANGE, kimi: FOUND }, async ({ run, repository: { path } }) => {
      writeFileSync(join(path, 'file'), '');
      const { status, stderr } = await run([...BRANCH, '--json', 'file/r.json']);
      expect(stderr).toMatch(/file\/r\.json could not be written: (EEXIST|ENOTDIR)/);
      expect(status).toBe(2);
    });
  });

  it('a reader that stops reading is no failure', async () => {
    await atDesk({ repository: SMALL_CHANGE, kimi: FOUND }, async ({ run }) => {
      const { status, stderr } = await run(BRANCH, { deaf: true });
      expect(stderr).not.toMatch(/EPIPE|error/);
      expect(status).toBe(0);
    });
  });
});

it('several parts are counted as they are answered', async () => {
  const lines = (name: string) =>
    Array.from({ length: 9_000 }, (_, index) => `const ${name}${index} = call(${index});\n`).join('');
  const repository = {
    base: { 'README.md': 'x\n' },
    head: { 'a.js': lines('a'), 'b.js': lines('b'), 'c.js': lines('c'), 'd.js': lines('d') },
  };
  await atDesk({ repository, kimi: { answer: [reply(NO_FINDINGS)] } }, async ({ run, kimi }) => {
    const { status, stderr } = await run(BRANCH);
    expect(kimi.calls.length).toBeGreaterThan(1);
    expect(stderr).toContain(`${kimi.calls.length} of ${kimi.calls.length} answered`);
    expect(status).toBe(0);
  });
}, 30_000);
