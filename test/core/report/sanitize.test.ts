import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { marked } from 'marked';
import {
  inlineCode,
  sanitizeLine,
  sanitizeMarkdown,
  sanitizeSentence,
} from '../../../src/core/report/sanitize.ts';
import { activeParts } from './active-markdown.ts';

const token = (prefix: string): string => `${prefix}${'a1B2'.repeat(10)}`;

describe('sanitizeMarkdown makes text that can only be read', () => {
  it.each([
    ['a mention', 'Ask @octocat.', 'Ask `@octocat`.'],
    ['a team', 'cc @acme/core-team', 'cc `@acme/core-team`'],
    ['a mention behind a backslash', 'Ask \\@octocat', 'Ask `@octocat`'],
    ['a mention made of an entity', 'Ask &#64;octocat', 'Ask &amp;`#64`;octocat'],
    ['a mention put together from a link', 'Ask @[octocat](x)', 'Ask `@octocat` (x)'],
    ['a mention with a zero-width space', 'Ask @\u200boctocat', 'Ask `@octocat`'],
    ['a mention behind code', '`x`@octocat', '`x` `@octocat`'],
    ['an e-mail address', 'Write to a.b@c.org', 'Write to `a.b@c.org`'],
    ['a cross-reference', 'See #12, acme/shop#3 and GH-4.', 'See `#12`, `acme/shop#3` and `GH-4`.'],
    ['a link', 'See [the docs](https://e.org "t").', 'See the docs (`https://e.org`).'],
    ['an image', '![alt](https://e.org/p.png)', 'alt (`https://e.org/p.png`)'],
    ['a linked image', '[![a](b)](c)', 'a (b) (c)'],
    [
      'a reference link',
      'See [docs][1]\n\n[1]: https://e.org',
      'See \\[docs\\]\\[1\\]\n\n\\[1\\]: `https://e.org`',
    ],
    ['a bare link', 'At https://e.org/a?b=c.', 'At `https://e.org/a?b=c`.'],
    ['a link without a scheme', 'At _www.e.org_', 'At _`www.e.org`_'],
    ['a tag', '<img src=x onerror=y>', '&lt;img src=x onerror=y>'],
    ['a comment', '<!-- hi -->', '&lt;!-- hi -->'],
    ['a heading', '## Praise\nText\n====', 'Praise\nText'],
    ['a command', '/approve now', '`/approve` now'],
    ['a command of the runner', '::error file=a::boom', '`::error` file=a::boom'],
    ['a table whose cells would cut a code span', 'a | b\n--|--\n`x | @y`', 'a \\| b\n--\\|--\n`x | @y`'],
    ['a lone backtick', 'a ` b\n`@x`', 'a &#96; b\n`@x`'],
    [
      'a formula',
      'So $x_1$ and $$\\color{red}{x}$$',
      'So &#36;x_1&#36; and &#36;&#36;\\color{red}{x}&#36;&#36;',
    ],
    ['a formula around code', 'So $`x`$', 'So &#36;`x`&#36;'],
    ['a formula behind backslashes', '\\$x\\$ \\\\$y\\\\$', '&#36;x&#36; \\\\&#36;y\\\\&#36;'],
    ['an alert', '> [!WARNING]\n> text', '> \\[!WARNING\\]\n> text'],
    ['bidirectional overrides', 'a\u202eb\u2066c', 'abc'],
    ['letters made of tags', `a${String.fromCodePoint(0xe0041)}b`, 'ab'],
  ])('%s', (_what, hostile, shown) => expect(sanitizeMarkdown(hostile)).toBe(shown));

  it.each([
    ['a GitHub token', token('ghp_')],
    ['an installation token with dots', `ghs_${'ab.c-d_'.repeat(8)}`],
    ['a fine-grained token', token('github_pat_')],
    ['a model key', token('sk-')],
    ['an AWS key id', 'AKIAIOSFODNN7EXAMPLE'],
    ['a Slack token', 'xoxb-123456789012-abcdef'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----'],
  ])('%s is taken out, of text and of code', (_what, secret) => {
    expect(sanitizeMarkdown(`before ${secret} after`)).toBe('before REDACTED after');
    expect(sanitizeMarkdown(`\`\`\`\n${secret}\n\`\`\``)).toBe('```\nREDACTED\n```');
  });

  it('a GitHub token is taken out wherever it is glued to, so that doing it twice changes nothing', () => {
    const once = sanitizeLine('#1ghp_MIIEpAIBAAKCAQEA7abc');
    expect(once).toBe('`#1`REDACTED');
    expect(sanitizeLine(once)).toBe(once);
  });

  it('a price is read as it was written', () =>
    expect(marked.parseInline(sanitizeMarkdown('It costs $5, not `$6`.'))).toBe(
      'It costs $5, not <code>$6</code>.',
    ));

  it.each([
    ['a sentence', 'The check for `-----BEGIN PRIVATE KEY-----` is wrong: an empty file passes.\n\nFix it.'],
    [
      'code',
      "```\nif (text.includes('-----BEGIN RSA PRIVATE KEY-----')) {\n  refuse(text);\n}\n```\n\nWhy so.",
    ],
    ['bare lines', 'It looks for\n-----BEGIN PRIVATE KEY-----\nand then stops reading.'],
  ])('the begin mark of a key hides nothing of %s', (_where, text) =>
    expect(sanitizeMarkdown(text)).toBe(text),
  );

  const line = 'MIIEpAIBAAKCAQEA7'.repeat(3);
  const begin = '-----BEGIN RSA PRIVATE KEY-----';
  it.each([
    ['without its end', `${begin}\n${line}\n${line}\nThat is a key.`, 'That is a key.'],
    ['on one line', `${begin}\\n${line}\\n${line}\\nabc=" is a key.`, '" is a key.'],
    ['on one line between blanks', `${begin} ${line} ${line} is a key.`, 'is a key.'],
    ['in strings', `'${begin}\\n' +\n  '${line}\\n' +\n  '${line}\\n';\nrun();`, 'run();'],
    ['with attributes', `${begin}\nProc-Type: 4,ENCRYPTED\n\n${line}\n${line}\nThe end.`, 'The end.'],
    ['of a diff', ` 12 +${begin}\n 13 +${line}\n 14 +${line}\n 15 +run();`, '15 +run();'],
  ])('a key %s is taken out, and the text behind it stays', (_how, text, rest) => {
    const shown = sanitizeMarkdown(`\`\`\`\n${text}\n\`\`\``);
    expect(shown).not.toContain('MIIE');
    expect(shown).toContain('REDACTED');
    expect(shown).toContain(rest);
  });

  it.each([
    ['a code span', 'Call `a[i] <b> @c #1` first.'],
    ['fenced code', '```ts\nconst a: Map<string, number> = b[0]; // @see #1\n```'],
    ['lists, quotes and emphasis', '- one\n- **two**\n\n> three\n\n1. four'],
  ])('%s stays as it is', (_what, markdown) => expect(sanitizeMarkdown(markdown)).toBe(markdown));

  it.each([
    ['a fence that is left open', '```ts\nlet a;', '```ts\nlet a;\n```'],
    [
      'a fence inside a list item',
      '- Fix:\n  ```ts\n  let a;\n  ```\nthen',
      '- Fix:\n```ts\nlet a;\n```\nthen',
    ],
    ['a fence of tildes around backticks', '~~~\n```\n~~~', '````\n```\n````'],
    ['a suggestion nobody proved', '```suggestion\nlet a;\n```', '```\nlet a;\n```'],
    ['a diagram', '```mermaid\ngraph TD\n```', '```\ngraph TD\n```'],
    ['a command in code', '```\n/merge\n/usr/bin\n```', '```\n /merge\n/usr/bin\n```'],
  ])('%s is closed and plain', (_what, markdown, shown) => expect(sanitizeMarkdown(markdown)).toBe(shown));

  it('a text that is too long is cut, and says so', () => {
    const shown = sanitizeMarkdown('word [x] '.repeat(5_000));
    expect(shown.length).toBeLessThanOrEqual(10_000);
    expect(shown).toMatch(/\(cut here: the text is too long\)$/);
    expect(sanitizeMarkdown(shown)).toBe(shown);
  });
});

const FRAGMENTS = [
  '@',
  '@user',
  '@org/team',
  '#1',
  'GH-1',
  'a/b#2',
  '`',
  '``',
  '```',
  '~~~',
  '\\',
  '<',
  '>',
  '<!--',
  '-->',
  '<b>',
  '[',
  ']',
  '(',
  ')',
  '![',
  '](',
  'https://',
  'www.',
  '://',
  'a@b.c',
  '&#64;',
  '&amp;',
  '&lt;',
  '&commat;',
  '&',
  ';',
  '|',
  '---',
  '===',
  '# ',
  '- ',
  '> ',
  '1. ',
  '/x',
  '::error',
  '\n',
  '\n\n',
  ' ',
  '    ',
  '\u200b',
  '\u202e',
  '*',
  '_',
  '```suggestion\n',
  '<!-- kimi-review:summary -->',
  'ghp_',
  'user',
  '12',
  '.',
  '!',
  '\t',
  '$',
  '$$',
  '\\$',
  '&#36;',
  '-----BEGIN PRIVATE KEY-----',
  '-----END PRIVATE KEY-----',
  'MIIEpAIBAAKCAQEA7abc',
  '\\n',
];

const hostileText = fc
  .array(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...FRAGMENTS) }, { weight: 1, arbitrary: fc.string() }),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(''));

const RUNS = { numRuns: 2_000 };

describe('whatever a stranger writes', () => {
  it('nothing in the result acts outside code', () => {
    fc.assert(
      fc.property(hostileText, (text) => expect(activeParts(sanitizeMarkdown(text))).toEqual([])),
      RUNS,
    );
  });

  it('sanitising twice changes nothing', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const once = sanitizeMarkdown(text);
        expect(sanitizeMarkdown(once)).toBe(once);
      }),
      RUNS,
    );
  });

  it.each([
    ['src/__init__.py is generated', 'src/__init__.py is generated'],
    ['matches none of src/**, db/**', 'matches none of src/**, db/**'],
    ['a*b*c.ts is ~~a~~ binary file', 'a*b*c.ts is ~~a~~ binary file'],
    ['thinking-rules.files: 3, KIMI_API_KEY', 'thinking-rules.files: 3, KIMI_API_KEY'],
  ])('a sentence of our own is read letter by letter: %s', (sentence, read) => {
    expect(marked.parseInline(sanitizeSentence(sentence))).toBe(read);
    expect(sanitizeSentence(sentence)).not.toContain('KIMI\\_');
  });

  it('a sentence of our own holds nothing active, whatever names it holds', () => {
    fc.assert(
      fc.property(hostileText, (text) => expect(activeParts(sanitizeSentence(text))).toEqual([])),
      RUNS,
    );
  });

  it('a line stays one harmless line, and stays it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const once = sanitizeLine(text);
        expect(once).not.toContain('\n');
        expect(activeParts(once)).toEqual([]);
        expect(sanitizeLine(once)).toBe(once);
      }),
      RUNS,
    );
  });

  it('no text ends the code span it is put into', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = `a ${inlineCode(text)} b`;
        expect(activeParts(shown)).toEqual([]);
        expect(shown).not.toContain('\n');
      }),
      RUNS,
    );
  });

  it('the detector of this test sees what GitHub would act on', () => {
    const active = '@a #1 [x](y) <b> https://e.org | &#64;';
    expect(activeParts(active).length).toBeGreaterThanOrEqual(7);
  });
});
