import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { DEFAULT_KEY } from '../../doubles/kimi/accounts.ts';
import { reply } from '../../doubles/kimi/scripts.ts';
import { startKimi } from '../../doubles/kimi/start.ts';
import { scriptedAnswer } from './scripted.ts';

// Each call is a process of its own, on a machine that may have other things to do.
jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'review-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const CASES = ['--cases', 'test/eval/fixtures/cases'];

async function evaluate(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, ['eval/review/review.ts', ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_NO_WARNINGS: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [output, complaint] = await Promise.all([readText(child.stdout), readText(child.stderr)]);
  return { status: await ended, output, complaint };
}

describe('npm run eval', () => {
  it('asks a model, records what it says, and reports the same from the record', async () => {
    const kimi = await startKimi({ answer: ({ text }) => reply(scriptedAnswer(text)) });
    const answers = join(folder, 'answers');
    const address = ['--endpoint', '--base-url', kimi.url];
    const live = await evaluate([...CASES, ...address, '--answers', answers, '--record', '--json'], {
      KIMI_API_KEY: DEFAULT_KEY,
    });
    await kimi.close();
    expect({ status: live.status, complaint: live.complaint }).toEqual({
      status: 0,
      complaint: expect.stringMatching(
        /\[2\/2\] typescript-seat-hold, standard, run 1: \d+ findings, 2 comments/,
      ),
    });
    const out = join(folder, 'report.md');
    const again = await evaluate([...CASES, '--answers', answers, '--out', out]);
    expect(again).toMatchObject({ status: 0, output: readFileSync(out, 'utf8') });
    expect(again.output).toMatch(/\| standard \| 1 \| 1 \| 0 \| 50\.0 % /);
    // Every answer has the tokens the provider reported.
    expect(again.output).not.toContain('are estimates');
    expect(JSON.parse(live.output)).toMatchObject({ summaries: [{ variant: 'standard', runs: 1 }] });
  });

  it.each([
    ['a wrong option', ['--judge', 'me'], 2, /--judge "me" is not known/],
    ['no key', [...CASES, '--endpoint'], 1, /set the environment variable KIMI_API_KEY/],
    ['no cases', ['--cases', 'nowhere'], 1, /There are no cases in nowhere\./],
    ['a name nothing begins with', [...CASES, '--only', 'cobol'], 1, /begins with "cobol"/],
    [
      'answers that are not there',
      [...CASES, '--answers', 'nowhere', '--only', 'python'],
      1,
      /python-slug-cache, standard, run 1: /,
    ],
  ])('ends with words on %s', async (_what, args, status, words) => {
    const ended = await evaluate(args);
    expect(ended.status).toBe(status);
    expect(ended.complaint).toMatch(words);
    expect(ended.complaint).not.toMatch(/\n\s+at /);
  });

  it('tells how many requests wait in a mailbox', async () => {
    const box = join(folder, 'box');
    const ended = await evaluate([...CASES, '--mailbox', box, '--answers', 'nowhere', '--jobs', '2']);
    expect(ended).toMatchObject({
      status: 3,
      output: expect.stringMatching(/^\d+ requests wait for an answer in /),
    });
  });
});
