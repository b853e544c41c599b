import fc from 'fast-check';
import { NO_USAGE } from '../../src/core/cost/usage.ts';
import type { Answer, ModelReply } from '../../src/core/prompt/request.ts';
import { type ErrorCode, remedyFor } from '../../src/errors.ts';
import { KIMI } from '../core/context/builders.ts';

const CALLS = { requests: 1, refusals: [], queuedMs: 0, answeredMs: 0, requestId: null, model: KIMI.id };
const USAGE = { ...NO_USAGE, prompt: 100, completion: 10 };

/** What a model may say about some texts: right, nearly right, torn, or something else altogether. */
export type Speech = { readonly reader: fc.Arbitrary<Answer>; readonly check: fc.Arbitrary<Answer> };

export function speechAbout(texts: readonly (readonly [path: string, text: string])[]): Speech {
  const finding = findingAbout(texts);
  const review = fc
    .tuple(fc.array(finding, { maxLength: 6 }), fc.constantFrom(0, 0, 0, 0, 1, -1), fc.boolean())
    .map(([findings, off, chatty]) =>
      [
        ...(chatty ? ['Some notes, with a ` in them.'] : []),
        ...findings,
        `### end of review: ${findings.length + off} findings`,
        ...(chatty ? ['Thanks!'] : []),
      ].join('\n\n'),
    );
  const checking = fc
    .array(verdictAbout(texts), { maxLength: 5 })
    .map((sections) => [...sections, `### end of check: ${sections.length} claims`].join('\n\n'));
  return { reader: answered(review), check: answered(checking) };
}

/** Mostly whole; sometimes cut, chatter, a failure or a turn that looks things up. */
function answered(text: fc.Arbitrary<string>): fc.Arbitrary<Answer> {
  const cut = fc
    .tuple(text, fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([whole, share]) => reply(whole.slice(0, Math.floor(whole.length * share)), { finish: 'length' }));
  return fc.oneof(
    { weight: 8, arbitrary: text.map((whole) => reply(whole)) },
    { weight: 1, arbitrary: cut },
    { weight: 1, arbitrary: fc.string().map((words) => reply(words)) },
    { weight: 1, arbitrary: fc.constantFrom(...FAILURES).map(failure) },
    { weight: 1, arbitrary: lookup },
  );
}

const FAILURES: readonly ErrorCode[] = [
  'KIMI_CONTENT_FILTER',
  'KIMI_QUOTA',
  'KIMI_CONTEXT_OVERFLOW',
  'KIMI_EMPTY_ANSWER',
  'KIMI_TRUNCATED_ANSWER',
];

const lookup = fc
  .array(
    fc.tuple(
      fc.constantFrom('read_lines', 'search', 'rm'),
      fc.constantFrom('{"path":"a', '{"text":"sum"}', ''),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((calls) =>
    reply('', {
      finish: 'tool-calls',
      toolCalls: calls.map(([name, written], index) => ({
        id: `${name}:${index}`,
        name,
        arguments: written,
      })),
    }),
  );

function reply(text: string, fields: Partial<ModelReply> = {}): Answer {
  const whole = { text, reasoning: '', toolCalls: [], finish: 'stop', finishDetail: 'stop' } as const;
  return { kind: 'reply', ...whole, usage: USAGE, calls: CALLS, ...fields };
}

function failure(code: ErrorCode): Answer {
  return {
    kind: 'failure',
    code,
    message: `It failed: ${code}.`,
    remedy: remedyFor(code),
    usage: NO_USAGE,
    calls: CALLS,
  };
}

/** Null seven times of eight. */
function seldom<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.oneof({ weight: 7, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });
}

const TITLES = [
  'The sum is wrong',
  'The sum is quite wrong',
  'The loop ends too late',
  '`addAll` is never called',
  'Nobody closes the handle',
  'A share of nobody divides by zero',
  'Five is called four',
  'The unit changed in silence',
];
const SEVERITY = fc.constantFrom(
  'blocker',
  'major',
  'major',
  'major',
  'minor',
  'minor',
  'nit',
  'High',
  'urgent!',
);
const CATEGORY = fc.constantFrom('bug', 'bug', 'bug', 'security', 'contract', 'test', 'taste');

/** Lines of one of the texts, or nearly. */
function quoteFrom(texts: readonly (readonly [string, string])[]) {
  return fc
    .record({
      source: fc.constantFrom(...texts),
      first: fc.nat({ max: 60 }),
      count: fc.constantFrom(1, 1, 1, 2, 3, 12),
      change: fc.constantFrom(
        'none',
        'none',
        'none',
        'none',
        'trimmed',
        'numbered',
        'moved',
        'joined',
        'gone',
      ),
    })
    .map(({ source: [path, text], first, count, change }) => {
      const lines = text.split(/\r?\n/);
      const at = first % lines.length;
      const own = lines.slice(at, at + count);
      const quoted = {
        none: own,
        trimmed: own.map((line) => line.trim()),
        numbered: own.map((line, index) => `${at + index + 1} +| ${line}`),
        moved: own.map((line) => `  ${line}`),
        joined: [own.join(' ')],
        gone: ['this line stands nowhere'],
      }[change];
      return { path, line: at + 1, quote: (quoted ?? own).join('\n'), last: at + own.length };
    });
}

function findingAbout(texts: readonly (readonly [string, string])[]): fc.Arbitrary<string> {
  return fc
    .record({
      at: quoteFrom(texts),
      path: seldom(fc.constantFrom('./src/cart.ts', 'cart.ts', '../etc/passwd', 'src/none.ts')),
      line: seldom(fc.nat({ max: 99 })),
      side: fc.constantFrom('new', 'new', 'new', 'new', 'new', 'old', 'old', 'both'),
      severity: SEVERITY,
      category: CATEGORY,
      title: fc.constantFrom(...TITLES),
      rule: seldom(fc.constantFrom('no-loops', 'none', 'made-up')),
      suggestion: fc.option(suggested, { freq: 3 }),
      lost: seldom(fc.nat({ max: 6 })),
      fence: fc.constantFrom('```', '```', '```', '```', '`````', '~~~', '``'),
    })
    .map(({ at, path, line, side, severity, category, title, rule, suggestion, lost, fence }) => {
      const fields = [
        `path: ${path ?? at.path}`,
        `line: ${line ?? at.line}`,
        `side: ${side}`,
        `severity: ${severity}`,
        `category: ${category}`,
        'confidence: high',
        `title: ${title}`,
        ...(rule === null ? [] : [`rule: ${rule}`]),
      ].filter((_field, index) => index !== lost);
      const offered = suggestion?.(at.quote);
      return [
        '### finding',
        ...fields,
        '',
        `${fence}quote\n${at.quote}\n${fence}`,
        '',
        'It follows.',
        ...(offered === undefined ? [] : ['', `${fence}suggestion\n${offered}\n${fence}`]),
      ].join('\n');
    });
}

/** From the quoted lines to those that replace them. */
const suggested = fc.constantFrom<((quote: string) => string)[]>(
  (quote) => quote.replace('sum', 'total'),
  (quote) => quote.replaceAll(/\d/g, '7'),
  (quote) => `${quote}\n  // a line more`,
  (quote) => `${quote} (`,
  (quote) => quote,
  () => '',
  () => '\n',
  () => '```',
  (quote) => quote.trimStart(),
  (quote) => quote.split('\n').slice(1).join('\n'),
);

function verdictAbout(texts: readonly (readonly [string, string])[]): fc.Arbitrary<string> {
  return fc
    .record({
      number: fc.constantFrom(1, 1, 2, 2, 3, 4, 0, 9),
      verdict: fc.constantFrom(
        'confirmed',
        'refuted',
        'refuted, clearly',
        'unsure',
        'confirmed | refuted',
        'yes',
        '',
      ),
      introduced: fc.constantFrom('yes', 'yes', 'no', 'perhaps'),
      severity: SEVERITY,
      sameAs: fc.constantFrom('none', '1', '2', '3', '4', '99'),
      at: fc.option(quoteFrom(texts), { freq: 4 }),
    })
    .map(({ number, verdict, introduced, severity, sameAs, at }) => {
      const line = at?.quote.split('\n')[0] ?? '';
      return [
        `### claim ${number}`,
        `verdict: ${verdict}`,
        'reason: Because.',
        `introduced: ${introduced}`,
        `severity: ${severity}`,
        `same as: ${sameAs}`,
        '',
        `\`\`\`evidence\n${at === null ? '' : `${at.path}:${at.line}: ${line}`}\n\`\`\``,
      ].join('\n');
    });
}
