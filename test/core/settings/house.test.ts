import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseSettings } from '../../../src/core/settings/parse.ts';
import { ReviewError } from '../../../src/errors.ts';

const EXAMPLE = `
instructions:
  - paths: ['src/api/**']
    text: Handlers answer errors as problem+json.
  - text: >
      The customers are
      schools.
rules:
  - id: no-sleep
    paths: ['src/**']
    text: Production code never sleeps; it waits for an event.
    severity: minor
  - id: Money.In_cents
    text: Money is in cents.
thresholds:
  - paths: ['examples/**']
    min-severity: major
    max-comments: 1
  - paths: ['docs/**', '*.md']
    max-comments: 0
`;

function refusal(configText: string): string {
  try {
    parseSettings({}, configText);
  } catch (error) {
    if (error instanceof ReviewError && error.code === 'CONFIG_INVALID') return error.message;
    throw error;
  }
  throw new Error('expected a refusal');
}

describe('rules of the house in the file', () => {
  it('are read as they are written', () => {
    expect(parseSettings({}, EXAMPLE)).toMatchObject({
      instructions: [
        { paths: ['src/api/**'], text: 'Handlers answer errors as problem+json.' },
        { paths: [], text: 'The customers are schools.' },
      ],
      rules: [
        {
          id: 'no-sleep',
          paths: ['src/**'],
          text: 'Production code never sleeps; it waits for an event.',
          severity: 'minor',
        },
        { id: 'Money.In_cents', paths: [], text: 'Money is in cents.', severity: null },
      ],
      thresholds: [
        { paths: ['examples/**'], minSeverity: 'major', maxComments: 1 },
        { paths: ['docs/**', '*.md'], minSeverity: null, maxComments: 0 },
      ],
      warnings: [],
    });
  });

  it('are listed by their names and paths, not by their words', () => {
    expect(parseSettings({}, EXAMPLE).effective).toEqual(
      expect.arrayContaining([
        { name: 'instructions', value: 'src/api/**, every path', source: 'file' },
        { name: 'rules', value: 'no-sleep, Money.In_cents', source: 'file' },
        { name: 'thresholds', value: 'examples/**, docs/** *.md', source: 'file' },
      ]),
    );
  });

  it('are none without the file', () => {
    expect(parseSettings({}, null)).toMatchObject({ instructions: [], rules: [], thresholds: [] });
  });

  it('are no inputs', () => {
    expect(parseSettings({ rules: '[]' }, null)).toMatchObject({
      rules: [],
      warnings: [expect.stringContaining('the input "rules" is unknown and ignored')],
    });
  });
});

describe('a wrong entry names its key, its value and the way out', () => {
  const words = (characters: number) => 'x'.repeat(characters);
  const many = (count: number, entry: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => `\n  - ${entry(index)}`).join('');

  it.each([
    ['rules: {no-sleep: words}', /rules is {"no-sleep":"words"}: expected a list of entries with id, text/],
    ['rules: [hello]', /line 1, column 9: rules\[0\] is "hello": expected a list of entries with id, text/],
    ['rules:\n  - id: a', /line 2, column 5: rules\[0\]\.text is missing: expected a text of at most 1000/],
    ['rules:\n  - text: a', /rules\[0\]\.id is missing: expected a name of its own, such as no-sleep/],
    [
      'rules: [{id: a, text: b}, {id: c d, text: e}]',
      /rules\[1\]\.id is "c d": it cannot be cited; expected/,
    ],
    ['rules: [{id: a., text: b}]', /rules\[0\]\.id is "a\.": it cannot be cited/],
    ['rules: [{id: 7, text: b}]', /rules\[0\]\.id is 7: expected a name of its own/],
    [`rules: [{id: ${words(61)}, text: b}]`, /it is longer than 60 characters/],
    [
      'rules: [{id: a, text: b}, {id: A, text: c}]',
      /rules\[1\]\.id is "A": rules\[0\] has the same id; expected/,
    ],
    [
      'rules:\n  - {id: a, text: b, severity: huge}',
      /line 2, column 32: .*severity is "huge": expected one of blocker/,
    ],
    [
      'rules:\n  - {id: a, text: b, path: [c]}',
      /line 2, column 28: rules\[0\]\.path is \["c"\]: the key is unknown \(did you mean paths\?\)/,
    ],
    [
      'rules: [{id: a, text: b, priority: 1}]',
      /priority is 1: the key is unknown; expected id, paths, text, severity/,
    ],
    [
      'rules: [{id: a, text: b, paths: []}]',
      /rules\[0\]\.paths is \[\]: it is empty; expected a list of globs/,
    ],
    ['rules: [{id: a, text: b, paths: src}]', /rules\[0\]\.paths is "src": expected a list of globs/],
    [
      'rules: [{id: a, text: b, paths: [c, ./d]}]',
      /rules\[0\]\.paths\[1\] is "\.\/d": .*relative to the root/,
    ],
    ['rules: [{id: a, text: b, paths: ["!c"]}]', /cannot start with "!"; name what is meant/],
    ['instructions: [{text: " "}]', /instructions\[0\]\.text is " ": it is empty/],
    ['instructions: [{text: "a\\u001b"}]', /it holds a control character/],
    [
      `instructions: [{text: ${words(1_001)}}]`,
      /\.text is "xxx.*it is longer than 1000 characters; expected/,
    ],
    [`instructions:${many(51, () => '{text: a}')}`, /instructions is .*expected a list of entries/],
    [
      `instructions:${many(21, () => `{text: ${words(1_000)}}`)}`,
      /21000 characters together; the most is 20000/,
    ],
    [`rules:${many(21, (at) => `{id: r${at}, text: ${words(1_000)}}`)}`, /21000 characters together/],
    [
      'thresholds: [{paths: [a]}]',
      /thresholds\[0\] is {"paths":\["a"\]}: it sets nothing: give it min-severity/,
    ],
    ['thresholds: [{min-severity: nit}]', /thresholds\[0\]\.paths is missing: expected a list of globs/],
    [
      'thresholds: [{paths: [a], max-comments: 31}]',
      /max-comments is 31: expected a whole number from 0 to 30/,
    ],
    ['thresholds: [{paths: [a], minSeverity: nit}]', /minSeverity is "nit": .*did you mean min-severity\?/],
  ])('%j', (configText, message) => {
    expect(refusal(configText)).toMatch(message);
  });

  it('all problems of a list come at once', () => {
    const message = refusal('rules: [{id: a b, text: c}, {id: d}, {id: e, txt: f, severity: g}]');
    expect(message).toMatch(/^5 settings are not valid/);
  });

  it('whatever stands there gives settings or named problems', () => {
    const name = fc.constantFrom('instructions', 'rules', 'thresholds');
    fc.assert(
      fc.property(name, fc.jsonValue({ maxDepth: 4 }), (key, value) => {
        try {
          parseSettings({}, JSON.stringify({ [key]: value }));
        } catch (error) {
          expect(error).toBeInstanceOf(ReviewError);
          expect(String(error)).toContain(key);
        }
      }),
    );
  });
});
