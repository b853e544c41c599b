import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '../../../src/core/findings/finding.ts';
import { CATEGORIES, CONFIDENCES, SEVERITIES } from '../../../src/core/findings/finding.ts';
import { parseAnswer } from '../../../src/core/findings/parse.ts';
import { ANSWER_FORMAT, closingLine } from '../../../src/core/prompt/answer-format.ts';
import { finding } from './generate.ts';

const KEYS = `path: src/a.ts
line: 40-42
side: new
severity: major
category: bug
confidence: high
title: The total is wrong`;
const QUOTE = '```quote\n  const total = sum(list);\n```';
const BODY = 'When the list is empty the sum is NaN.';
const SECTION = `### finding\n${KEYS}\n\n${QUOTE}\n\n${BODY}\n`;
const PLACEHOLDER_OF_QUOTE = /<the whole lines[^<>]*>/.exec(ANSWER_FORMAT)?.[0] ?? '';
const END = '\n### end of review: 1 finding\n';
const EXPECTED = finding({ claimedLine: 40, quote: '  const total = sum(list);' });
const COMPLETE = { findings: [EXPECTED], rejects: [], state: 'complete', problem: null };

describe('an answer in the form', () => {
  it('is read whole', () => {
    expect(parseAnswer(`Notes: it moves the sum.\n\n${SECTION}${END}`, 1)).toEqual(COMPLETE);
  });

  it('with nothing to report is complete and empty', () => {
    const clean = { findings: [], rejects: [], state: 'complete', problem: null };
    expect(parseAnswer(`It only renames.\n\n${closingLine(0)}`, 1)).toEqual(clean);
  });

  it('with a suggestion keeps its lines, blanks included', () => {
    const suggestion = '```suggestion\n  const total = list.length ? sum(list) : 0;\n\n```\n';
    expect(parseAnswer(`${SECTION}\n${suggestion}${END}`, 3).findings).toEqual([
      { ...EXPECTED, pack: 3, suggestion: '  const total = list.length ? sum(list) : 0;\n' },
    ]);
  });

  it('with an empty suggestion block asks for a deletion', () => {
    expect(parseAnswer(`${SECTION}\n\`\`\`suggestion\n\`\`\`\n${END}`, 1).findings[0]?.suggestion).toBe('');
  });
});

describe('an answer almost in the form', () => {
  const bold = KEYS.replace(/^(\w+): (.*)$/gm, '- **$1:** $2');
  const quoted = KEYS.replace('src/a.ts', '`./src/a.ts:40`').replace(': bug', ': "Bug"');
  it.each([
    ['CRLF', `${SECTION}${END}`.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${SECTION}${END}`],
    ['another heading level', `${SECTION}${END}`.replaceAll('###', '##')],
    ['other letters in headings', SECTION.replace('### finding', '### Finding 1 of 1') + END.toUpperCase()],
    ['bold instead of a heading', SECTION.replace('### finding', '**Finding 1**') + END.replace('###', '')],
    [
      'the title in the heading',
      SECTION.replace('finding\n', 'Finding 1: The total is wrong\n').replace(/title: .*\n/, '') + END,
    ],
    ['bold keys in a list', SECTION.replace(KEYS, bold) + END],
    ['capital keys', SECTION.replace('path:', 'Path:').replace('severity:', 'SEVERITY :') + END],
    ['quoted values', SECTION.replace(KEYS, quoted) + END],
    ['L40', SECTION.replace('40-42', 'L40') + END],
    ['lines: 40 to 42', SECTION.replace('line: 40-42', 'lines: 40 to 42') + END],
    ['side: RIGHT', SECTION.replace('side: new', 'side: RIGHT') + END],
    ['no side', SECTION.replace('side: new\n', '') + END],
    ['severity: High', SECTION.replace('severity: major', 'severity: High') + END],
    ['confidence in numbers', SECTION.replace('confidence: high', 'confidence: 90%') + END],
    ['a title over two lines', SECTION.replace('total is', 'total\n  is') + END],
    ['longer fences', SECTION.replaceAll('```', '`````') + END],
    ['tildes', SECTION.replaceAll('```', '~~~') + END],
    ['a language word beside quote', SECTION.replace('```quote', '```ts quote') + END],
    ['a language word instead of quote', SECTION.replace('```quote', '```ts') + END],
    ['a label above the quote', SECTION.replace('```quote', '**Quote:**\n\n```') + END],
    [
      'keys after the quote',
      SECTION.replace('severity: major\n', '').replace(BODY, `severity: major\n\n${BODY}`) + END,
    ],
    ['the body as a field', SECTION.replace(BODY, `description: ${BODY}`) + END],
    ['one big fence around it', `\`\`\`markdown\nNotes.\n\n${SECTION}${END}\`\`\`\n`],
    ['one big bare fence around it', `\`\`\`\n${SECTION}${END}\`\`\`\n`],
    ['a block left open in the notes', `\`\`\`ts\nconst x = 1;\n\n${SECTION}${END}`],
    ['chatter around it', `Sure! Here is the review.\n\n${SECTION}${END}\nLet me know if you need more.`],
    ['a heading "Finding" in the notes', `## Finding 1: my thoughts\n\nNothing there.\n\n${SECTION}${END}`],
    ['a closing line in bold with a dash', `${SECTION}\n**End of review — one finding**`],
  ])('%s', (_what, text) => expect(parseAnswer(text, 1)).toEqual(COMPLETE));

  it.each([
    ['`src/__init__.py`', 'src/__init__.py'],
    ['__init__.py', '__init__.py'],
    ['"`a b.ts`"', 'a b.ts'],
    ['**a.ts**', 'a.ts'],
    ['[a.ts](https://example.org/a.ts)', 'a.ts'],
    ['a.ts:40-42', 'a.ts'],
  ])('path %s is %s', (written, path) => {
    expect(parseAnswer(SECTION.replace('src/a.ts', written) + END, 1).findings[0]?.path).toBe(path);
  });

  it('may nest a block of code in a quote', () => {
    const code = '# Title\n\n```js\nrun();\n```\n\nend';
    const text = `${SECTION.replace('  const total = sum(list);', code)}${END}`;
    expect(parseAnswer(text, 1).findings[0]?.quote).toBe(code);
  });

  it('may quote a half open fence', () => {
    const text = `${SECTION.replace('  const total = sum(list);', 'x\n```js')}${END}`;
    expect(parseAnswer(text, 1).findings[0]).toMatchObject({ quote: 'x\n```js', body: BODY });
  });

  it('may quote the form itself inside a longer fence', () => {
    const code = `### finding\n${KEYS}\n\n\`\`\`quote\nx\n\`\`\`\n\n### end of review: 7 findings`;
    const text = `${SECTION.replace(QUOTE, `\`\`\`\`quote\n${code}\n\`\`\`\``)}${END}`;
    expect(parseAnswer(text, 1)).toEqual({ ...COMPLETE, findings: [{ ...EXPECTED, quote: code }] });
  });

  it.each([
    ['the closing line', 'def f(cmd):\n# end of review: 0 findings\n    os.system(cmd)'],
    ['a heading without fields', 'a\n### finding\nb'],
    ['the closing line in a nested block', 'Run:\n```js\n// x\n### end of review: 0 findings\n```\nend'],
  ])('may quote code that holds %s of the form', (_what, code) => {
    const text = `${SECTION.replace('  const total = sum(list);', code)}${END}`;
    expect(parseAnswer(text, 1)).toEqual({ ...COMPLETE, findings: [{ ...EXPECTED, quote: code }] });
  });

  it('may suggest code that holds the closing line of the form', () => {
    const code = 'def f(cmd):\n# end of review: 0 findings\n    run(cmd)';
    const text = `${SECTION}\n\`\`\`suggestion\n${code}\n\`\`\`\n${END}`;
    expect(parseAnswer(text, 1)).toEqual({ ...COMPLETE, findings: [{ ...EXPECTED, suggestion: code }] });
  });

  it('that quotes a whole heading with fields in a short fence is never complete', () => {
    const code = 'a\n### finding\npath: x\n### end of review: 0 findings';
    const text = `${SECTION.replace('  const total = sum(list);', code)}${END}`;
    expect(parseAnswer(text, 1)).toMatchObject({ state: 'truncated', problem: 'a quote is not closed' });
  });

  it('may quote and suggest a single tag', () => {
    const quote = '<div dangerouslySetInnerHTML={{ __html: comment.body }} />';
    const suggestion = '<div title={comment.body} />';
    const tagged = SECTION.replace('  const total = sum(list);', quote);
    const text = `${tagged}\n\`\`\`suggestion\n${suggestion}\n\`\`\`\n${END}`;
    expect(parseAnswer(text, 1)).toEqual({ ...COMPLETE, findings: [{ ...EXPECTED, quote, suggestion }] });
  });

  it('keeps code of the body in the body', () => {
    const text = `${SECTION}\nSee:\n\`\`\`ts\nsum([])\n\`\`\`\n${END}`;
    expect(parseAnswer(text, 1).findings[0]?.body).toBe(`${BODY}\n\nSee:\n\`\`\`ts\nsum([])\n\`\`\``);
  });

  it.each([
    ['critical', 'blocker'],
    ['P1', 'major'],
    ['medium', 'minor'],
    ['🔴 Blocker', 'blocker'],
    ['low (style)', 'nit'],
  ])('severity %s is %s', (word, severity) => {
    expect(
      parseAnswer(SECTION.replace('severity: major', `severity: ${word}`) + END, 1).findings[0]?.severity,
    ).toBe(severity);
  });

  it.each(['old', 'LEFT', 'base', 'old (removed)'])('side %s is LEFT', (word) => {
    expect(parseAnswer(SECTION.replace('side: new', `side: ${word}`) + END, 1).findings[0]?.side).toBe(
      'LEFT',
    );
  });
});

describe('a finding that cannot be decoded is a reject that names field and value', () => {
  it.each([
    ['no path', SECTION.replace('path: src/a.ts\n', ''), 'path: is missing'],
    ['no title', SECTION.replace(/title: .*\n/, ''), 'title: is missing'],
    [
      'an unknown severity',
      SECTION.replace('severity: major', 'severity: terrible'),
      'severity: "terrible" is not one of blocker, major, minor, nit',
    ],
    [
      'every severity',
      SECTION.replace('severity: major', 'severity: blocker | major'),
      'severity: "blocker | major" is not one of blocker, major, minor, nit',
    ],
    [
      'an unknown category',
      SECTION.replace('category: bug', 'category: style'),
      `category: "style" is not one of ${CATEGORIES.join(', ')}`,
    ],
    ['an unknown side', SECTION.replace('side: new', 'side: both'), 'side: "both" is not one of new, old'],
    [
      'a path that is the form',
      SECTION.replace('src/a.ts', '<path of the file as shown above>'),
      'path: "<path of the file as shown above>" is the placeholder of the form',
    ],
    [
      'a quote that is the form',
      SECTION.replace('  const total = sum(list);', PLACEHOLDER_OF_QUOTE),
      'quote: is the placeholder of the form',
    ],
    [
      'two faults',
      SECTION.replace('side: new', 'side: x').replace('src/a.ts', '``'),
      'path: is empty; side: "x" is not one of new, old',
    ],
  ])('%s', (_what, section, problem) => {
    const { findings, rejects, state } = parseAnswer(
      `${section}\n${SECTION}\n### end of review: 2 findings`,
      1,
    );
    expect(findings).toEqual([EXPECTED]);
    expect(rejects).toEqual([
      { pack: 1, index: 1, problem, title: _what === 'no title' ? '' : 'The total is wrong' },
    ]);
    expect(state).toBe('complete');
  });

  it('an open quote, and then nothing proves that the answer is whole', () => {
    const open = SECTION.replace('sum(list);\n```', 'sum(list);');
    expect(parseAnswer(`${open}\n${SECTION}\n### end of review: 2 findings`, 1)).toMatchObject({
      findings: [EXPECTED],
      rejects: [{ index: 1, problem: 'quote: its block is not closed' }],
      state: 'truncated',
      problem: 'a quote is not closed',
    });
  });

  it('the form sent back unfilled is no finding', () => {
    const { findings, rejects } = parseAnswer(ANSWER_FORMAT, 1);
    expect(findings).toEqual([]);
    expect(rejects).toHaveLength(1);
  });
});

describe('an answer that broke off', () => {
  it('keeps the findings before the cut', () => {
    const { findings, rejects, state, problem } = parseAnswer(
      `${SECTION}\n### finding\npath: src/b.ts\nline: 4`,
      1,
    );
    expect(findings).toEqual([EXPECTED]);
    expect(rejects).toMatchObject([{ index: 2, problem: 'body: the answer breaks off before it' }]);
    expect([state, problem]).toEqual(['truncated', 'the closing line is missing after 2 findings']);
  });

  it.each([
    [
      'in the quote',
      `${SECTION}### finding\n${KEYS}\n\n\`\`\`quote\nconst to`,
      'quote: its block is not closed',
    ],
    [
      'in a sentence',
      `${SECTION}### finding\n${KEYS}\n\n${QUOTE}\n\nWhen the li`,
      'body: the answer breaks off after "When the li"',
    ],
  ])('%s: the last finding is a reject', (_where, text, problem) => {
    expect(parseAnswer(text, 1)).toMatchObject({
      findings: [EXPECTED],
      rejects: [{ problem }],
      state: 'truncated',
    });
  });

  it('in the suggestion: the finding stands without it', () => {
    const text = `${SECTION}\n\`\`\`suggestion\n  const total = li`;
    expect(parseAnswer(text, 1)).toMatchObject({ findings: [EXPECTED], rejects: [], state: 'truncated' });
  });

  it.each([
    ['more stated than written', 3, 'the closing line states 3 findings, the answer has 1'],
    ['fewer stated than written', 0, 'the closing line states 0 findings, the answer has 1'],
  ])('%s', (_what, count, problem) => {
    expect(parseAnswer(`${SECTION}\n${closingLine(count)}`, 1)).toMatchObject({
      findings: [EXPECTED],
      state: 'truncated',
      problem,
    });
  });

  it('a closing line before the last finding is not the end', () => {
    expect(parseAnswer(`${SECTION}${END}${SECTION}`, 1)).toMatchObject({ state: 'truncated' });
  });

  it('anywhere before the count is never complete', () => {
    const text = `Notes.\n\n${SECTION}\n${SECTION}\n### end of review: 2 findings`;
    for (let length = 0; length <= text.lastIndexOf('2'); length += 1) {
      expect([length, parseAnswer(text.slice(0, length), 1).state]).not.toEqual([length, 'complete']);
    }
  });
});

describe('an answer that is not one', () => {
  it.each([
    ['empty', '', 'the answer is empty'],
    ['blank', ' \n\t\n', 'the answer is empty'],
    ['praise', 'No issues found. LGTM!', 'the closing line is missing, and there is no finding'],
    [
      'a closing line without a count',
      'Fine.\n### end of review:',
      'the closing line states no count, and there is no finding',
    ],
    [
      'a tool call',
      'Let me look.<|tool_calls_section_begin|><|tool_call_begin|>read',
      'the answer turns into a tool call, and no tool was offered',
    ],
    [
      'an echo of the form',
      `I close with:\n${closingLine(0)}\nNow then.\nFirst.\nSecond.\nThird.`,
      '4 lines follow the closing line',
    ],
  ])('%s is unreadable, never clean', (_what, text, problem) => {
    expect(parseAnswer(text, 1)).toEqual({ findings: [], rejects: [], state: 'unreadable', problem });
  });

  it('a tool call after findings is unreadable, and what was found is kept', () => {
    expect(parseAnswer(`${SECTION}\n<|tool_call_begin|>`, 1)).toMatchObject({
      findings: [EXPECTED],
      state: 'unreadable',
    });
  });

  it('a tool marker in quoted code is code', () => {
    const text = SECTION.replace('sum(list)', '"<|tool_call_begin|>"') + END;
    expect(parseAnswer(text, 1).state).toBe('complete');
  });
});

describe('an answer in JSON', () => {
  const element = {
    path: 'src/a.ts',
    line: 40,
    severity: 'high',
    category: 'bug',
    confidence: 0.9,
    title: 'The total is wrong',
    body: BODY,
    quote: ['  const total = sum(list);'],
    suggestion: null,
  };
  const json = (...elements: unknown[]) => JSON.stringify({ findings: elements }, null, 1);

  it.each([
    ['bare', json(element)],
    ['fenced', `\`\`\`json\n${json(element)}\n\`\`\`\n`],
    ['announced and fenced', `Here is the review:\n\n\`\`\`json\n${json(element)}\n\`\`\``],
    ['with other members', `{"summary": "It says {\\"findings\\": []}", ${json(element).slice(1)}`],
    [
      'with other names',
      json({
        ...element,
        path: undefined,
        file_path: 'src/a.ts',
        line: undefined,
        end_line: 42,
        start_line: 40,
      }),
    ],
    ['with a pair of lines', json({ ...element, line: [40, 42] })],
    ['with brackets in strings', json({ ...element, body: undefined, description: BODY, note: '} ] " \\' })],
  ])('%s', (_what, text) => expect(parseAnswer(text, 1)).toEqual(COMPLETE));

  it('judges each element alone', () => {
    const { findings, rejects } = parseAnswer(
      json(element, 7, { ...element, severity: {} }, { ...element, path: null }),
      1,
    );
    expect(findings).toEqual([EXPECTED]);
    expect(rejects.map(({ index, problem }) => [index, problem])).toEqual([
      [2, 'element: is not an object'],
      [3, 'severity: {} is not text'],
      [4, 'path: is missing'],
    ]);
  });

  it('cut short keeps the whole elements', () => {
    const text = json(element, element);
    expect(parseAnswer(text.slice(0, text.length - 40), 1)).toMatchObject({
      findings: [EXPECTED],
      state: 'truncated',
      problem: 'the JSON breaks off after 1 finding',
    });
  });

  it.each([
    ['alone', '{"findings": []}'],
    ['in a fence', '```json\n{\n  "findings": []\n}\n```'],
  ])('with an empty array, %s, is a clear statement', (_where, text) =>
    expect(parseAnswer(text, 1)).toEqual({ findings: [], rejects: [], state: 'complete', problem: null }),
  );

  it.each([
    [
      'a sentence that mentions it',
      'The new parser returns `{"findings": []}` when the model is silent, so line 12 hides every failure.\nThat is a blocker: an outage reads as a clean review.',
    ],
    ['text before it', 'The sum of an empty list is NaN.\n{"findings": []}'],
    ['an argument behind it', '{"findings": []}\nBut line 12 hides every failure.'],
    ['an argument behind its fence', '```json\n{"findings": []}\n```\nBut line 12 hides every failure.'],
    ['an example inside another object', '{"example": {"findings": []}}'],
  ])('with an empty array and %s is unreadable, never clean', (_what, text) =>
    expect(parseAnswer(text, 1)).toMatchObject({ findings: [], rejects: [], state: 'unreadable' }),
  );

  it('without the end of its object is not whole', () =>
    expect(parseAnswer('{"findings": []', 1).state).toBe('truncated'));

  it('with text behind it keeps what was found, and does not count as whole', () =>
    expect(parseAnswer(`${json(element)}\nAnd line 12 is wrong too.`, 1)).toMatchObject({
      findings: [EXPECTED],
      state: 'unreadable',
      problem: 'text follows the JSON',
    }));

  it('in the notes does not outweigh the closing line', () => {
    expect(parseAnswer(`The test expects {"findings": [1]}.\n${closingLine(0)}`, 1)).toMatchObject({
      rejects: [],
      state: 'complete',
    });
  });
});

describe('laws', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  const code = fc.array(
    fc.oneof(
      word,
      fc.constantFrom(
        '',
        '```',
        '````ts',
        '~~~',
        '### finding',
        'path: x',
        '### end of review: 1 finding',
        '  }',
      ),
    ),
    { minLength: 1, maxLength: 6 },
  );
  const generated: fc.Arbitrary<Finding> = fc.record({
    path: word,
    side: fc.constantFrom('LEFT' as const, 'RIGHT' as const),
    claimedLine: fc.option(fc.integer({ min: 1, max: 9_999 })),
    severity: fc.constantFrom(...SEVERITIES),
    category: fc.constantFrom(...CATEGORIES),
    confidence: fc.constantFrom(...CONFIDENCES),
    title: fc.array(word, { minLength: 1 }).map((words) => words.join(' ')),
    body: fc.array(word, { minLength: 1 }).map((words) => `${words.join(' ')}.`),
    quote: code.map((lines) => lines.join('\n')),
    suggestion: fc.option(
      code.map((lines) => lines.join('\n')).filter((text) => !/^(none|na)$/.test(text.trim())),
    ),
    pack: fc.constant(1),
  });

  function written(one: Finding): string {
    const fence = '`````';
    const side = one.side === 'LEFT' ? 'old' : 'new';
    return [
      '### finding',
      `path: ${one.path}`,
      ...(one.claimedLine === null ? [] : [`line: ${one.claimedLine}`]),
      `side: ${side}\nseverity: ${one.severity}\ncategory: ${one.category}\nconfidence: ${one.confidence}\ntitle: ${one.title}\n`,
      `${fence}quote\n${one.quote}\n${fence}\n\n${one.body}\n`,
      ...(one.suggestion === null ? [] : [`${fence}suggestion\n${one.suggestion}\n${fence}\n`]),
    ].join('\n');
  }

  it('what keeps to the form is read back letter by letter', () => {
    fc.assert(
      fc.property(fc.array(generated, { maxLength: 4 }), (findings) => {
        const text = [...findings.map(written), closingLine(findings.length)].join('\n');
        expect(parseAnswer(text, 1)).toEqual({ findings, rejects: [], state: 'complete', problem: null });
      }),
    );
  });

  it('no line of quoted code but a fence or a whole heading costs the finding', () => {
    const line = fc.constantFrom(
      'x',
      '',
      '### finding',
      '# end of review: 0 findings',
      '### End of review: 7',
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        const quote = `${lines.join('\n')}\ny`;
        const text = `${SECTION.replace('  const total = sum(list);', quote)}\n${SECTION}\n${closingLine(2)}`;
        expect(parseAnswer(text, 1)).toEqual({ ...COMPLETE, findings: [{ ...EXPECTED, quote }, EXPECTED] });
      }),
    );
  });

  it('any text is read without an exception, and a problem says why it is not complete', () => {
    const fragment = fc.oneof(
      fc.string({ maxLength: 10 }),
      fc.constantFrom(
        '### finding',
        KEYS,
        QUOTE,
        '```',
        '```suggestion',
        '### end of review: 1 finding',
        BODY,
        '{"findings": [',
        '{"path": "a"}',
        ']',
      ),
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), (fragments) => {
        const { state, problem } = parseAnswer(fragments.join('\n'), 1);
        expect(problem === null).toBe(state === 'complete');
      }),
    );
  });
});
