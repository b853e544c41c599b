import { describe, expect, it } from '@jest/globals';
import type { ContextPack } from '../../src/core/budget/context-pack.ts';
import { NO_USAGE } from '../../src/core/cost/usage.ts';
import type { PlacedFinding } from '../../src/core/findings/finding.ts';
import type { Answer, ModelReply, ModelRequest } from '../../src/core/prompt/request.ts';
import type { Brief } from '../../src/core/prompt/review-prompt.ts';
import { check } from '../../src/flow/check.ts';
import { openPurse } from '../../src/flow/purse.ts';
import type { Repository } from '../../src/ports.ts';
import { editOf, KIMI, pullWith, settingsWith } from '../core/context/builders.ts';
import { placedAt } from '../core/findings/builders.ts';

const CALLS = { requests: 1, refusals: [], queuedMs: 0, answeredMs: 0, requestId: null, model: KIMI.id };
const BRIEF: Brief = {
  pull: pullWith(),
  commits: [],
  guidance: [],
  settings: settingsWith(),
  profile: KIMI,
  fallback: null,
  language: 'English',
  tickets: [],
  failingChecks: [],
  tools: [],
  paths: [],
  effort: { effort: 'standard', reason: 'code changed' },
};

function packOf(index: number, path: string): ContextPack {
  const patch = editOf(path);
  const parts = patch.hunks.map((hunk) => ({ hunk, from: 0, to: hunk.lines.length }));
  return { index, count: 2, patches: [{ patch, parts }], snippets: [], leftOut: [], tokens: 0 };
}

const PACKS = [packOf(1, 'src/a.ts'), packOf(2, 'src/b.ts')];
const CITED = 'src/a.ts:3: const total = sum(list);';

function reply(text: string, fields: Partial<ModelReply> = {}): ModelReply {
  return {
    kind: 'reply',
    text,
    reasoning: '',
    toolCalls: [],
    finish: 'stop',
    finishDetail: 'stop',
    usage: { ...NO_USAGE, prompt: 1_000, completion: 10 },
    calls: CALLS,
    ...fields,
  };
}

const FAILED: Answer = {
  kind: 'failure',
  code: 'KIMI_QUOTA',
  message: 'The quota is used up.',
  remedy: 'Top up.',
  usage: NO_USAGE,
  calls: CALLS,
};

function verdict(number: number, kind = 'confirmed', evidence = CITED): string {
  return `### claim ${number}\nverdict: ${kind}\nreason: Because.\nintroduced: yes\nseverity: major\nsame as: none\n\n\`\`\`evidence\n${evidence}\n\`\`\`\n`;
}

/** One verdict for each claim of the request. */
function sure({ messages }: ModelRequest): Answer {
  const claims = [...taskOf(messages).matchAll(/claim (\d+)$/gm)].map(([, number]) => Number(number));
  return reply(claims.map((number) => verdict(number)).join('\n'));
}

function taskOf(messages: ModelRequest['messages']): string {
  const text = messages.find(({ role }) => role === 'user')?.content ?? '';
  return text.slice(text.lastIndexOf('# Your task'));
}

type Stage = {
  readonly answer?: (request: ModelRequest, number: number) => Answer;
  readonly lines?: Repository['lines'];
  readonly files?: Readonly<Record<string, string>>;
};

async function checked(placed: readonly PlacedFinding[], { answer = sure, lines, files = {} }: Stage = {}) {
  const requests: ModelRequest[] = [];
  const said: string[] = [];
  const model = {
    ask: async (request: ModelRequest) => {
      requests.push(request);
      return answer(request, requests.length);
    },
  };
  const none = async () => null;
  const entries = Object.entries(files).map(([path, text]) => ({ path, mode: '100644', size: text.length }));
  const repository: Repository = {
    tree: async () => ({ entries, complete: true }),
    read: async (_revision, paths) =>
      new Map(paths.map((path) => [path, { kind: 'text', text: files[path] ?? '' } as const])),
    search: none,
    lines: lines ?? none,
    history: none,
    lineHistory: none,
    diff: none,
    mergeBase: none,
  };
  const say = (text: string) => void said.push(text);
  const log = { step: say, info: say, warn: say };
  const texts = new Map([['src/a.ts', 'import { sum } from "./sum";\n\nconst total = sum(list);\n']]);
  const settled = await check(placed, {
    model,
    brief: BRIEF,
    purse: openPurse(null),
    log,
    lookups: { answer: async () => '', notes: () => [] },
    archive: { repository, pull: BRIEF.pull, texts, log },
    packs: PACKS,
  });
  return { ...settled, requests, said };
}

const OTHER = { title: 'Nobody closes this handle', body: 'The parser throws before it reaches the end.' };

describe('findings that may be one root cause are checked together', () => {
  it.each([
    ['two near each other', [placedAt(3), placedAt(9, OTHER)], [2]],
    ['two far apart', [placedAt(3), placedAt(90, OTHER)], [1, 1]],
    ['two far apart that say the same', [placedAt(3), placedAt(90, { title: 'Another title' })], [2]],
    ['two of one name far apart', [placedAt(3), placedAt(90)], [2]],
    ['two of one name in two packs', [placedAt(3), placedAt(3, { path: 'src/b.ts', pack: 2 })], [1, 1]],
    ['five in a row', [1, 2, 3, 4, 5].map((line) => placedAt(line)), [4, 1]],
    ['none', [], []],
  ])('%s', async (_what, placed, sizes) => {
    const { requests, accounts, kept } = await checked(placed);
    expect(requests.map(({ messages }) => [...taskOf(messages).matchAll(/claim \d+$/gm)].length)).toEqual(
      sizes,
    );
    expect(accounts.map(({ claims }) => claims)).toEqual(sizes);
    expect(kept).toHaveLength(placed.length);
  });

  it('with the pack their reader read', async () => {
    const { requests } = await checked([placedAt(3), placedAt(3, { path: 'src/b.ts', pack: 2 })]);
    const shown = requests.map(({ messages }) => /^file: (.*)$/m.exec(messages.at(-1)?.content ?? '')?.[1]);
    expect(shown).toEqual(['src/a.ts', 'src/b.ts']);
  });

  it('and have names of their own', async () => {
    const { requests } = await checked([placedAt(3), placedAt(90, OTHER)]);
    expect(new Set(requests.map(({ name }) => name)).size).toBe(2);
  });
});

it('no more than 40 findings are checked; the others are kept and say so', async () => {
  const placed = Array.from({ length: 43 }, (_, index) =>
    placedAt(20 * (index + 1), { title: `Word${index}`, body: `Table${index} keeps row${index}.` }),
  );
  const { requests, kept } = await checked(placed);
  expect(requests).toHaveLength(40);
  expect(kept.map(({ verdict: { kind = '', reason = '' } = {} }) => [kind, reason]).slice(38)).toEqual([
    ['confirmed', 'Because.'],
    ['confirmed', 'Because.'],
    ...Array.from({ length: 3 }, () => ['unverified', 'only 40 findings of a run are checked']),
  ]);
});

describe('what was looked up', () => {
  const claim = placedAt(3, { title: '`computeTotal` is never called', trigger: 'See src/far/away.ts:2.' });

  it('proves a claim wrong without asking', async () => {
    const lines = async () => [{ path: 'src/c.ts', line: 8, text: 'computeTotal(cart);' }];
    const { kept, refuted, requests } = await checked([claim], { lines });
    expect(kept).toEqual([]);
    expect(refuted.map(({ reason }) => reason)).toEqual(['a search found `computeTotal` at src/c.ts:8']);
    expect(requests).toEqual([]);
  });

  it('is shown where it decides nothing, and may be cited', async () => {
    const found = { path: 'src/c.ts', line: 8, text: 'export const name = describe(computeTotal);' };
    const { requests, kept } = await checked([claim], {
      lines: async () => [found],
      files: { 'src/far/away.ts': 'first\nsecond line\n' },
      answer: () => reply(verdict(1, 'confirmed', `src/c.ts:8: ${found.text}`)),
    });
    const task = taskOf(requests[0]?.messages ?? []);
    expect(task).toContain('src/c.ts:8: export const name = describe(computeTotal);');
    expect(task).toContain('src/far/away.ts:2: second line');
    expect(kept[0]?.verdict).toMatchObject({ kind: 'confirmed', evidence: [{ path: 'src/c.ts', line: 8 }] });
  });

  it('is told to be nothing where nothing was found', async () => {
    const { requests } = await checked([claim], { lines: async () => [] });
    expect(taskOf(requests[0]?.messages ?? [])).toContain(
      'a search for the whole word computeTotal found nothing',
    );
  });
});

describe('a verdict that is lost', () => {
  const two = [placedAt(3), placedAt(4, { title: 'Nobody closes this handle' })];
  const CUT = reply('I think', { finish: 'length' });

  it.each<[string, readonly Answer[], readonly (string | undefined)[], string | null]>([
    [
      'is asked for once more',
      [reply('Prose.'), reply(verdict(1) + verdict(2))],
      ['confirmed', 'confirmed'],
      null,
    ],
    [
      'twice leaves the finding, and says so',
      [reply('Prose.'), reply('Prose.')],
      ['unverified', 'unverified'],
      'KIMI_UNREADABLE_ANSWER',
    ],
    [
      'does not take others along: half of them in each answer',
      [reply(verdict(2)), reply(verdict(1))],
      ['confirmed', 'confirmed'],
      null,
    ],
    [
      'does not take others along: the second request fails',
      [reply(verdict(2)), FAILED],
      ['unverified', 'confirmed'],
      'KIMI_QUOTA',
    ],
    ['by a failure is not asked for again', [FAILED], ['unverified', 'unverified'], 'KIMI_QUOTA'],
    ['by the output budget', [CUT, CUT], ['unverified', 'unverified'], 'KIMI_TRUNCATED_ANSWER'],
  ])('%s', async (_what, answers, kinds, code) => {
    const { kept, accounts, requests, said } = await checked(two, {
      answer: (_request, number) => answers[number - 1] ?? FAILED,
    });
    expect(requests).toHaveLength(answers.length);
    expect(kept.map(({ verdict: found }) => found?.kind)).toEqual(kinds);
    expect(accounts[0]?.failure?.code ?? null).toBe(code);
    expect(accounts[0]?.calls).toHaveLength(answers.length);
    if (code !== null) expect(said.join('\n')).toContain(accounts[0]?.failure?.message);
  });

  it('to the output budget is asked for with more room', async () => {
    const { requests } = await checked(two, { answer: () => CUT });
    const [first, second] = requests.map(({ outputTokensMax }) => outputTokensMax);
    expect(second).toBe(2 * (first ?? 0));
  });
});
