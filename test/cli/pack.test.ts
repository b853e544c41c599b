import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { reply } from '../doubles/kimi/scripts.ts';
import { atDesk, type CommandRun, commandLine, KEY, NO_FINDINGS } from './command-line.ts';

const PACK = ['pack', '--base', 'main', '--head', 'topic'];

const MANY_SHAPES = {
  base: {
    'AGENTS.md': 'Money is whole cents.\n',
    'src/price.ts': 'export function price(a: number) {\n  return a;\n}\n',
    'src/shop.ts': "import { price } from './price.ts';\nexport const total = price(1);\n",
    'test/price.test.ts': "import { price } from '../src/price.ts';\nprice(2);\n",
    'old name.txt': 'a line\n'.repeat(9),
    'logo.png': Buffer.from([0x89, 0, 1]),
    'package-lock.json': '{ "lockfileVersion": 3 }\n',
  },
  renames: { 'old name.txt': 'näme/новый.txt' },
  head: {
    'src/price.ts': 'export function price(a: number) {\n  return a * 2;\n}\n',
    'näme/новый.txt': `${'a line\n'.repeat(9)}one more\n`,
    'logo.png': Buffer.from([0x89, 0, 2]),
    'package-lock.json': '{ "lockfileVersion": 4 }\n',
    '日本.txt': 'こんにちは\n',
  },
  message: 'Double the price',
};

const account = z.object({
  requests: z.array(
    z.object({
      promptTokens: z.number(),
      thinking: z.string(),
      thinkingReason: z.string(),
      files: z.array(z.object({ path: z.string(), oldPath: z.string(), hunks: z.array(z.unknown()) })),
      context: z.array(z.object({ path: z.string(), reason: z.string(), tokens: z.number() })),
    }),
  ),
  guidance: z.array(z.object({ path: z.string() })),
  excluded: z.array(z.object({ path: z.string(), rule: z.string() })),
  cost: z.object({ lowUsd: z.number(), highUsd: z.number(), pricesAsOf: z.string() }).nullable(),
});

const accountOf = (run: CommandRun) => account.parse(JSON.parse(run.stdout));

describe('what would be sent', () => {
  it('is told in full: files, hunks, tokens, reasons, exclusions, thinking and cost', async () => {
    await atDesk({ repository: MANY_SHAPES }, async ({ run, kimi }) => {
      const { status, stdout } = await run(PACK, { environment: {} });
      expect(status).toBe(0);
      for (const words of [
        /^Double the price\nmain \([0-9a-f]{7}\) → topic \([0-9a-f]{7}\): 5 files, \+\d+ −\d+\n/,
        /^Request 1 of 1: [\d,]+ tokens \(estimated\), at most 32,768 written$/m,
        /^ {3}thinking o(n|ff): .+\.$/m,
        /^ {5}src\/price\.ts +\+1 −1, 1 hunk$/m,
        /^ {5}old name\.txt → näme\/новый\.txt +\+1 −0, 1 hunk$/m,
        /^ {5}日本\.txt \(added\) +\+1 −0, 1 hunk$/m,
        /^ {5}src\/shop\.ts:1-2 +\d+ tokens +for src\/price\.ts$/m,
        /^Not sent, by the rule lock-file\n {2}package-lock\.json +1 hunk +is a lock file$/m,
        /^Not sent, by the rule binary\n {2}logo\.png +no hunks +is a binary file$/m,
        /^In every request, beside the rules of the review\n {2}AGENTS\.md +\d+ tokens +repository guidance/m,
        /^2 requests, [\d,]+ tokens \(estimated\): \$0\.\d+ for short answers to \$0\.\d+ at\s+the\s+output cap, without retries and without the checks of findings, by prices of\s+\d{4}-\d\d-\d\d\.$/m,
        /^ {3}Read 2 times, with another question each: whole, contract\.$/m,
      ]) {
        expect(stdout).toMatch(words);
      }
      expect(kimi.calls).toEqual([]);
      expect(kimi.visits).toEqual([]);
    });
  });

  it('is the same for machines, and loses no file', async () => {
    await atDesk({ repository: MANY_SHAPES }, async ({ run }) => {
      const { requests, excluded, guidance, cost } = accountOf(await run([...PACK, '--json', '-']));
      const sent = requests.flatMap(({ files }) => files.map(({ path }) => path));
      expect([...sent, ...excluded.map(({ path }) => path)].toSorted()).toEqual(
        ['logo.png', 'näme/новый.txt', 'package-lock.json', 'src/price.ts', '日本.txt'].toSorted(),
      );
      expect(requests[0]?.context.map(({ path }) => path)).toEqual(
        expect.arrayContaining(['src/shop.ts', 'test/price.test.ts', 'src/price.ts']),
      );
      expect(guidance).toEqual([expect.objectContaining({ path: 'AGENTS.md' })]);
      expect(cost?.lowUsd).toBeGreaterThan(0);
      expect(cost?.highUsd).toBeGreaterThan(cost?.lowUsd ?? 0);
    });
  });

  it('is a page that stands by itself', async () => {
    await atDesk({ repository: MANY_SHAPES }, async ({ run, repository }) => {
      const { status, stdout } = await run([...PACK, '--html', 'out/pack.html']);
      const page = readFileSync(join(repository.path, 'out/pack.html'), 'utf8');
      expect(status).toBe(0);
      expect(stdout).toContain('2 requests');
      expect(page).toMatch(/^<!doctype html>\n/);
      expect(page).toContain('src/shop.ts:1-2');
      expect(page).toContain('package-lock.json');
      expect((await run([...PACK, '--html', '-'])).stdout).toBe(page);
    });
  });

  it('is what a review then sends, message by message', async () => {
    await atDesk(
      { repository: MANY_SHAPES, kimi: { answer: [reply(NO_FINDINGS)] } },
      async ({ run, kimi, repository }) => {
        await run([...PACK, '--prompt', 'out']);
        await run(['review', '--base', 'main', '--head', 'topic']);
        const folder = join(repository.path, 'out');
        expect(readdirSync(folder)).toEqual(['request-1-of-1.1-system.txt', 'request-1-of-1.2-user.txt']);
        const written = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
        const sent = z
          .object({ messages: z.array(z.object({ content: z.string() })) })
          .parse(kimi.calls[0]?.body);
        expect(sent.messages.map(({ content }) => content)).toEqual(written);
      },
    );
  });

  it('is not written where the price is not known', async () => {
    await atDesk({ repository: MANY_SHAPES }, async ({ run }) => {
      const { stdout } = await run([...PACK, '--provider', 'openrouter']);
      expect(stdout).toMatch(/no price is known for kimi-k2\.6 at\s+this\s+provider/);
      expect(stdout).not.toContain('$');
    });
  });

  it('obeys settings: the option before the file at the base', async () => {
    const file = 'thinking: disabled\nlanguage: de\nlimits:\n  context-tokens: 0\n';
    const repository = { ...MANY_SHAPES, base: { ...MANY_SHAPES.base, '.github/kimi-review.yml': file } };
    await atDesk({ repository }, async ({ run }) => {
      const fromFile = accountOf(await run([...PACK, '--json', '-'])).requests[0];
      expect(fromFile).toMatchObject({ thinking: 'disabled', thinkingReason: 'thinking: disabled is set' });
      expect(fromFile?.context.map(({ reason }) => reason)).not.toContain('imports a changed file');
      const given = accountOf(await run([...PACK, '--json', '-', '--thinking', 'enabled'])).requests[0];
      expect(given).toMatchObject({ thinking: 'enabled' });
    });
  });

  it('is nothing when nothing is left', async () => {
    const repository = { base: { 'package-lock.json': 'a\n' }, head: { 'package-lock.json': 'b\n' } };
    await atDesk({ repository }, async ({ run }) => {
      const { stdout, status } = await run(PACK);
      expect(stdout).toContain('Nothing would be sent.');
      expect(status).toBe(0);
    });
  });

  it('is not whole where a file is larger than any diff, and the exit code says so', async () => {
    const rows = 'a row of data that a program wrote, as long as such rows are\n'.repeat(600_000);
    const repository = { base: { 'a.js': 'a\n' }, head: { 'a.js': 'b\n', 'data.csv': rows } };
    await atDesk({ repository }, async ({ run }) => {
      const { status, stdout, stderr } = await run(PACK);
      expect(stdout).toMatch(
        /^Not sent, because it could not be read\n {2}data\.csv .*larger than 1000000 bytes\.?$/m,
      );
      expect(stdout).toMatch(/^ {5}a\.js +\+1 −1, 1 hunk$/m);
      expect(stdout + stderr).not.toMatch(/actions\/checkout|GitHub/);
      expect(status).toBe(3);
    });
  }, 30_000);

  it('130: Ctrl-C', async () => {
    await atDesk({ repository: MANY_SHAPES }, async ({ run }) => {
      const { status, stdout } = await run(PACK, {
        onProgress: (said, kill) => {
          if (said.includes('Reading the change')) kill('SIGINT');
        },
      });
      expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
    });
  });
});

describe('the command itself', () => {
  it.each([
    [['--help'], /review .*\n[\s\S]*pack /],
    [['review', '--help'], /--api-key-file/],
    [['pack', '--help'], /--prompt/],
  ])('%j', async (given, words) => {
    const { status, stdout, stderr } = await commandLine(given, { folder: tmpdir() });
    expect(stdout).toMatch(words);
    expect(stdout).toMatch(/Exit codes:\n +0 .*\n +1 .*\n +2 .*\n +3 .*\n +130 /);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('takes no key as an argument', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kimi-review-key-'));
    const { status, stderr } = await commandLine(['review', '--kimi-api-key', KEY], { folder });
    rmSync(folder, { recursive: true });
    expect(status).toBe(2);
    expect(stderr).toMatch(/unknown option '--kimi-api-key'/);
    expect(stderr).not.toContain(KEY);
  });

  it('has each option in docs/command-line.md, and no other', async () => {
    const text = readFileSync('docs/command-line.md', 'utf8');
    const documented = new Set(text.match(/(?<=`)--[a-z][a-z-]+/g) ?? []);
    const helps = await Promise.all(
      [['--help'], ['review', '--help'], ['pack', '--help']].map((given) =>
        commandLine(given, { folder: tmpdir() }),
      ),
    );
    const known = new Set(
      helps.flatMap(({ stdout }) => stdout.match(/(?<=^ {2}(?:-h, )?)--[a-z][a-z-]+/gm) ?? []),
    );
    expect([...documented].toSorted()).toEqual([...known].toSorted());
  });
});
