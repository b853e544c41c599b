import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openMeter } from '../../../eval/review/answers/estimate.ts';
import { openMailbox } from '../../../eval/review/answers/mailbox.ts';
import { type Question, questionOf, type Sent } from '../../../eval/review/answers/question.ts';
import { renderPrompt } from '../../../eval/review/answers/render-prompt.ts';
import { readFolderCase } from '../../../eval/review/folder-case.ts';
import { readGoldenComments } from '../../../eval/review/golden-comments.ts';
import { readJudgement } from '../../../eval/review/judge-question.ts';
import { loadCases } from '../../../eval/review/load.ts';
import { OptionError, readOptions } from '../../../eval/review/options.ts';
import { runCase } from '../../../eval/review/run-case.ts';
import { VARIANTS } from '../../../eval/review/variants.ts';
import { createRepository } from '../../doubles/github/repository.ts';
import { scriptedModels } from './scripted.ts';

const root = mkdtempSync(join(tmpdir(), 'review-inputs-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(root, 'case-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const GOLDEN = 'goldens:\n  - {path: a.ts, lines: 2-3, description: D, severity: high, patterns: [leak]}\n';

describe('a case that is a folder', () => {
  it('is read with its trees', () => {
    const folder = write({
      'one/case.yml': `title: T\nbody: B\n${GOLDEN}known-false:\n  - {description: F, patterns: [x]}\n`,
      'one/base/a.ts': 'old\n',
      'one/base/kept/b.ts': 'same\n',
      'one/base/gone.ts': 'gone\n',
      'one/head/a.ts': 'new\n',
      'one/head/kept/b.ts': 'same\n',
    });
    expect(loadCases(folder)).toMatchObject([
      {
        name: 'one',
        title: 'T',
        commits: ['T'],
        source: {
          base: { 'a.ts': 'old\n', 'kept/b.ts': 'same\n', 'gone.ts': 'gone\n' },
          head: { 'a.ts': 'new\n', 'gone.ts': null },
        },
        goldens: [{ places: [{ path: 'a.ts', side: 'new', first: 2, last: 3 }], tier: 'A', required: true }],
        knownFalse: [{ patterns: [/x/i] }],
      },
    ]);
  });

  it('or a range of commits, which is reviewed where it is', async () => {
    const built = createRepository({ base: { 'src/holds.ts': 'one\n' }, head: { 'src/holds.ts': 'two\n' } });
    const folder = write({
      'case.yml': `title: T\nrepository: ${built.path}\nrange: ${built.baseSha}..${built.headSha}\n`,
    });
    const models = scriptedModels();
    const [variant] = VARIANTS;
    if (variant === undefined) throw new Error('There is no variant.');
    await runCase(readFolderCase('ranged', folder), { variant, models, inputs: {} });
    built.remove();
    expect(models.prompts[0]).toContain('+| two');
  });

  it.each([
    ['without trees', 'title: T\n', /needs the folders base and head/],
    ['with half a range', 'title: T\nrange: a..b\n', /belong together/],
    ['with a range that is none', 'title: T\nrepository: .\nrange: a\n', /not "base..head"/],
    [
      'with lines that are none',
      'title: T\ngoldens: [{path: a, lines: x, description: D, severity: low}]\n',
      /such as 12/,
    ],
    [
      'with a path and no lines',
      'title: T\nrepository: .\nrange: a..b\ngoldens: [{path: a, description: D, severity: low}]\n',
      /path and lines/,
    ],
    ['with a key nobody knows', 'title: T\nbodies: B\n', /bodies/],
  ])('%s is refused', (_what, text, complaint) => {
    const folder = write({ 'case.yml': text });
    expect(() => readFolderCase('sample', folder)).toThrow(complaint);
  });
});

describe('golden comments of the public benchmark', () => {
  const entries = [
    { pr_title: 'One', url: 'https://github.com/o/r/pull/7', comments: [{ comment: 'C', severity: 'High' }] },
    { pr_title: 'Two', url: 'https://github.com/o/r/pull/8', extra: 1, comments: [] },
  ];

  it('are goldens without lines, for the pull requests a clone is named for', () => {
    const folder = write({
      'golden/shop.json': JSON.stringify(entries),
      'clones.yml': '- {url: https://github.com/o/r/pull/7, repository: r, range: a..b, language: go}\n',
    });
    const { cases, leftOut } = readGoldenComments(join(folder, 'golden'), join(folder, 'clones.yml'));
    expect(leftOut).toEqual(['https://github.com/o/r/pull/8']);
    expect(cases).toMatchObject([
      {
        name: 'shop-7',
        title: 'One',
        language: 'go',
        source: { kind: 'range', repository: join(folder, 'r'), base: 'a', head: 'b' },
        goldens: [{ description: 'C', severity: 'high', places: [], required: true }],
      },
    ]);
  });

  it('with a severity nobody knows are refused', () => {
    const text = JSON.stringify([{ ...entries[0], comments: [{ comment: 'C', severity: 'Dire' }] }]);
    const folder = write({
      'shop.json': text,
      'clones.yml': '- {url: https://github.com/o/r/pull/7, repository: r, range: a..b}\n',
    });
    expect(() => readGoldenComments(join(folder, 'shop.json'), join(folder, 'clones.yml'))).toThrow(/"Dire"/);
  });
});

const sent = (...contents: string[]): Sent => ({
  thinking: 'enabled',
  messages: contents.map((content) => ({ role: 'user', content })),
});
const question = (key: string, over: Partial<Sent> = {}): Question => ({
  key: key.repeat(64),
  request: 'review',
  case: 'secret-name',
  variant: 'standard',
  run: 1,
  attempt: 1,
  sent: { ...sent('Hello'), ...over },
});

describe('a mailbox', () => {
  it('shows a conversation with tools, and nothing of the case', () => {
    const call = { id: '1', name: 'read', arguments: '{"path":"a"}' };
    const text = renderPrompt({
      ...sent('Question'),
      messages: [
        { role: 'user', content: 'Question' },
        { role: 'assistant', content: '', toolCalls: [call] },
        { role: 'tool', content: 'Result' },
      ],
      tools: [{ name: 'read' }],
    });
    expect(text).toMatch(
      /= user =[\s\S]*= assistant =[\s\S]*tool_calls\n\[\{"id":"1"[\s\S]*= tool =[\s\S]*= tools =/,
    );
    const box = write({});
    openMailbox(box).leave(question('a'));
    expect(readFileSync(join(box, `${'a'.repeat(16)}.prompt.md`), 'utf8')).not.toContain('secret-name');
  });

  it.each([
    ['words', 'Fine.\n', { text: 'Fine.' }],
    ['nothing yet', '\n', null],
    [
      'a call of a tool',
      'Let me look.\n```tool_calls\n[{"name": "read", "arguments": {"path": "a"}}]\n```\n',
      { text: 'Let me look.', calls: [{ name: 'read', arguments: { path: 'a' } }] },
    ],
  ])('takes an answer of %s', (_what, text, given) => {
    const box = write({ [`${'a'.repeat(16)}.answer.md`]: text });
    expect(openMailbox(box).find(question('a'))).toEqual(given);
  });

  it('refuses a call that cannot be read, and names the file', () => {
    const box = write({ [`${'a'.repeat(16)}.answer.md`]: '```tool_calls\nread a\n```\n' });
    expect(() => openMailbox(box).find(question('a'))).toThrow(/aaaa\.answer\.md: the tool_calls block/);
  });

  it('lists what waits, once each', () => {
    const box = write({});
    const mailbox = openMailbox(box);
    for (const key of ['b', 'a', 'b']) mailbox.leave(question(key));
    expect(mailbox.close()).toBe(2);
    expect(readFileSync(join(box, 'waiting.tsv'), 'utf8').split('\n')).toHaveLength(4);
    expect(readdirSync(box).filter((name) => name.endsWith('.prompt.md'))).toHaveLength(2);
  });
});

describe('the key of a question', () => {
  const request = {
    name: 'review pack 1 of 1',
    messages: [{ role: 'user', content: 'Hello' }],
    thinking: 'enabled',
    outputTokensMax: 1,
    promptTokens: 1,
    cacheKey: 'k',
  } as const;
  const asker = { case: 'c', variant: 'v', run: 1 };
  const { key } = questionOf(request, asker);

  it.each([
    ['another name', { ...request, name: 'other' }, asker, true],
    ['another case and variant', request, { ...asker, case: 'd', variant: 'w' }, true],
    ['another output cap', { ...request, outputTokensMax: 2 }, asker, true],
    ['another text', { ...request, messages: [{ role: 'user', content: 'Hallo' }] as const }, asker, false],
    ['thinking off', { ...request, thinking: 'disabled' } as const, asker, false],
    ['tools', { ...request, tools: [{ name: 'read' }] }, asker, false],
    ['a second run', request, { ...asker, run: 2 }, false],
  ])('with %s is the same: %#', (_what, other, who, same) => {
    expect(questionOf(other, who).key === key).toBe(same);
  });
});

describe('the key of a conversation with look-ups', () => {
  const ASKER = { case: 'c', variant: 'v', run: 1 };
  const turn = (id: string, reasoning: string, more: object = {}) => {
    const toolCalls = [{ id, name: 'read', arguments: '{"path":"a"}' }];
    const messages = [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: '', reasoning, toolCalls },
      { role: 'tool', content: 'Text', toolCallId: id },
    ] as const;
    const request = { name: 'n', messages, thinking: 'enabled', ...more };
    return questionOf(request, ASKER);
  };

  it('hangs neither on ids nor on reasoning, which a record does not hold', () => {
    expect(turn('functions.read:0', 'I look.').key).toBe(turn('call_1', '').key);
  });

  it('hangs on whether tools may still be called', () => {
    const tools = { tools: [{ name: 'read' }] };
    const last = turn('1', '', { ...tools, toolChoice: 'none' });
    expect(last.key).not.toBe(turn('1', '', tools).key);
    expect(renderPrompt(last.sent)).toContain('No tool can be called any more');
  });
});

describe('estimated tokens', () => {
  it('count what was sent before as cached, once its answer has begun', async () => {
    const meter = openMeter();
    const long = sent('word '.repeat(2_000));
    const first = meter.measure(long, { text: 'answer' }, false);
    const beside = meter.measure(long, { text: 'answer' }, false);
    await new Promise((resolve) => setImmediate(resolve));
    const after = meter.measure(long, { text: 'answer' }, false);
    expect([first.cached, beside.cached]).toEqual([0, 0]);
    expect(after.cached).toBeGreaterThan(0);
    expect(after.cached).toBeLessThanOrEqual(after.prompt);
    expect(first.completion).toBeGreaterThan(0);
    expect(first.reasoning).toBe(0);
  });
});

describe('an answer of the judge', () => {
  it.each([
    ['{"reason": "r", "same": [2]}', [1]],
    ['Thinking about {x}.\n```json\n{"reason": "of {y}", "same": []}\n```', []],
    ['{"same": [1, 2]}', [0, 1]],
    ['{"same": [3]}', null],
    ['{"reason": "r"}', null],
    ['yes', null],
    ['', null],
  ])('%j', (text, same) => expect(readJudgement(text, 2)).toEqual(same));
});

describe('options', () => {
  it('default to recorded answers and a recorded judge', () => {
    expect(readOptions([])).toMatchObject({
      cases: 'eval/cases',
      answers: 'eval/answers',
      judge: 'recorded',
      repeat: 1,
    });
    expect(readOptions(['--mailbox', 'box'])).toMatchObject({ judge: 'mailbox' });
    expect(readOptions(['--endpoint', '--model', 'm'])).toMatchObject({
      judge: 'endpoint',
      inputs: { model: 'm' },
    });
    expect(readOptions(['--variant', 'all']).variants).toHaveLength(VARIANTS.length);
  });

  it.each([
    [['--variant', 'quickly'], /"quickly" is not known. Expected one of: quick, /],
    [['--judge', 'me'], /--judge "me" is not known/],
    [['--judge', 'mailbox'], /needs the folder/],
    [['--stage', 'x'], /--stage "x"/],
    [['--repeat', '0'], /--repeat is "0"/],
    [['--endpoint', '--mailbox', 'b'], /only one of them/],
    [['--base-url', 'https://a.example'], /Add --endpoint/],
    [['--endpoint', '--stale'], /asks anew/],
    [['--golden-comments', 'g'], /belong together/],
    [['--prune'], /Add --record/],
    [['--nonsense'], /nonsense/],
  ])('%j are refused', (args, complaint) => {
    expect(() => readOptions(args)).toThrow(OptionError);
    expect(() => readOptions(args)).toThrow(complaint);
  });
});
