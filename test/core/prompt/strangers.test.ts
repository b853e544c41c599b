import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fence } from '../../../src/core/prompt/fence.ts';
import { redact } from '../../../src/core/prompt/redact.ts';
import { suspicionsIn } from '../../../src/core/prompt/stranger-text.ts';
import { showHidden } from '../../../src/core/prompt/visible.ts';
import { patchOf } from '../context/builders.ts';

// Put together at run time, so that no scanner takes this file for a leak.
const TOKEN = `ghp_${'a1B2'.repeat(10)}`;
const AWS = `AKIA${'ABCD1234'.repeat(2)}`;
const BEGIN = `-----BEGIN RSA ${'PRIVATE'} KEY-----`;
const END = `-----END RSA ${'PRIVATE'} KEY-----`;
const BODY = 'MIIEowIBAAKCAQEA7bq2'.repeat(3);

describe('a fence', () => {
  it('is longer than any run of backticks inside', () => {
    expect(fence('a.md', 'x ``````` y')).toBe('```````` a.md\nx ``````` y\n````````');
  });

  it('cannot be closed from within, nor left through its label', () => {
    const text = fc
      .array(fc.constantFrom('`', '``````', '\n', '\r', 'a', '~~~', ' ', '\u2028'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (label, body) => {
        const lines = fence(label, body).split('\n');
        const marks = /^`+/.exec(lines[0] ?? '')?.[0] ?? '';
        expect(lines.at(-1)).toBe(marks);
        expect(lines.slice(1, -1).some((line) => line.includes(marks))).toBe(false);
        expect(lines.length).toBe(body.split('\n').length + 2);
      }),
    );
  });
});

describe('hidden characters', () => {
  it.each<[string, string, string, number]>([
    ['zero-width', 'a\u200bb', 'a\\u{200b}b', 1],
    ['turned around', '\u202eevil\u202c', '\\u{202e}evil\\u{202c}', 2],
    ['tag characters', 'a\u{e0041}', 'a\\u{e0041}', 1],
    ['a byte order mark', '\ufeffa', '\\u{feff}a', 1],
    ['escape sequences', '\u001b[2J', '\\u{1b}[2J', 1],
    ['a return within a line', 'a\rb', 'a\\u{d}b', 1],
    ['tabs, line ends and letters of the world stay', 'a\tb\r\nжя日本é\r', 'a\tb\r\nжя日本é\r', 0],
  ])('%s', (_title, text, shown, hidden) => {
    expect(showHidden(text)).toEqual({ text: shown, hidden });
  });
});

describe('secrets', () => {
  it.each<[string, string, string, string]>([
    ['a GitHub token', `token = "${TOKEN}"`, 'token = "[redacted: GitHub token]"', 'GitHub token'],
    ['an AWS key', `id: ${AWS}`, 'id: [redacted: AWS access key]', 'AWS access key'],
    [
      'an AWS secret',
      `aws_secret_key = ${'aB3/'.repeat(10)}`,
      'aws_secret_key = [redacted: AWS secret key]',
      'AWS secret key',
    ],
    ['a Slack token', `xoxb-${'1234567890'}-abc`, '[redacted: Slack token]', 'Slack token'],
    ['a Stripe key', `sk_live_${'aB3d'.repeat(5)}`, '[redacted: Stripe key]', 'Stripe key'],
    ['a Google key', `AIza${'aB3d-'.repeat(7)}`, '[redacted: Google API key]', 'Google API key'],
    ['a model key', `sk-${'aB3d'.repeat(8)}`, '[redacted: API key]', 'API key'],
    [
      'a web token',
      `eyJ${'a1'.repeat(9)}.eyJ${'b2'.repeat(9)}.${'c3'.repeat(9)}`,
      '[redacted: JSON web token]',
      'JSON web token',
    ],
  ])('%s', (_title, text, expected, kind) => {
    expect(redact(text)).toEqual({ text: expected, found: [{ kind, line: 1 }] });
  });

  it.each([
    ['before a private key', `${TOKEN}-----BEGIN RSA PRIVATE KEY-----`],
    ['after a private key', `-----BEGIN RSA PRIVATE KEY----- token = "${TOKEN}"`],
  ])('a token on one line, %s', (_title, text) => {
    const { text: sent, found } = redact(text);
    expect(sent).not.toContain(TOKEN);
    expect(found).toContainEqual({ kind: 'GitHub token', line: 1 });
  });

  it.each([
    ['a commit id', 'a'.repeat(40)],
    ['a style name', 'sk-loading-indicator-container-large'],
    ['a word with sk-', 'task-force-for-everything-that-matters'],
    ['a short token', 'ghp_abc'],
    ['base64 data', BODY],
  ])('%s is none', (_title, text) => {
    expect(redact(text)).toEqual({ text, found: [] });
  });

  it('a private key goes line by line, also behind the numbers of a rendered diff', () => {
    const lines = [
      '   1 +| a',
      `   2 +| ${BEGIN}`,
      `   3 +| ${BODY}`,
      `   4 +| ${END}`,
      '   5 +| readTheWholeFile()',
    ];
    const { text, found } = redact(lines.join('\n'));
    expect(text).not.toContain(BODY);
    expect(text.split('\n').map((line, index) => line === lines[index])).toEqual([
      true,
      true,
      false,
      true,
      true,
    ]);
    expect(found).toEqual([{ kind: 'private key', line: 2 }]);
  });

  it('a private key on one line', () => {
    const { text } = redact(`key = "${BEGIN}\\n${BODY}\\n${BODY}\\n${END}\\n"; run()`);
    expect(text).not.toContain(BODY);
    expect(text).toContain('run()');
  });

  it('a begin mark alone does not blind the reader to the code below', () => {
    const code = ['deleteEverythingWithoutAsking(now);', 'const authenticationHandler = null;'];
    expect(
      redact([BEGIN, ...code].join('\n'))
        .text.split('\n')
        .slice(1),
    ).toEqual(code);
  });

  it('keeps the number of lines for any text', () => {
    const word = fc.constantFrom(
      TOKEN,
      AWS,
      BEGIN,
      END,
      BODY,
      '\n',
      '\r\n',
      ' ',
      'sk-',
      'eyJ',
      'aws secret "',
      'a',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const text = words.join('');
        const { text: sent, found } = redact(text);
        expect(sent.split('\n').length).toBe(text.split('\n').length);
        expect(sent).not.toContain(TOKEN + AWS);
        for (const { line } of found) expect(line).toBeLessThanOrEqual(text.split('\n').length);
      }),
    );
  });

  it.each([
    ['endless starts', 'eyJ'.repeat(60_000)],
    ['endless runs', `aws secret ${'a'.repeat(100_000)}`],
    ['endless prefixes', 'sk-ghp_AKIA'.repeat(20_000)],
  ])('does linear work on %s', (_title, text) => {
    expect(redact(text).text.length).toBeLessThanOrEqual(text.length);
  });
});

describe('what a change adds and people should know', () => {
  it('names path and line, never the secret', () => {
    const patch = patchOf('a.ts', {
      at: 10,
      lines: [' a', `-const old = "${TOKEN}"`, '+const x = 1', `+const now = "${TOKEN}"`, '+b\u202e'],
    });
    expect(suspicionsIn([patch])).toEqual([
      { path: 'a.ts', line: 12, problem: expect.stringContaining('GitHub token') },
      { path: 'a.ts', line: 13, problem: expect.stringContaining('1 hidden character') },
    ]);
    expect(JSON.stringify(suspicionsIn([patch]))).not.toContain(TOKEN);
  });

  it('emoji and a byte order mark are nothing to report', () => {
    expect(suspicionsIn([patchOf('a.ts', { at: 1, lines: ['+\ufeffa', '+👩‍💻 ok'] })])).toEqual([]);
  });
});
