import { describe, expect, it } from '@jest/globals';
import type { PlacedFinding, Severity } from '../../src/core/findings/finding.ts';
import { proveSuggestions } from '../../src/flow/prove-suggestions.ts';
import { openSymbols } from '../../src/grammar/symbols.ts';
import { lineAnchor, placedOf } from '../core/report/sample.ts';

const symbols = openSymbols(new URL('../../dist/grammars/', import.meta.url));

type Fix = {
  readonly line: number;
  readonly startLine?: number;
  readonly text: string;
  readonly severity?: Severity;
};

function offered(path: string, { line, startLine, text, severity = 'major' }: Fix): PlacedFinding {
  const anchor = lineAnchor(path, line, startLine === undefined ? {} : { startLine });
  return placedOf({ path, anchor, severity, suggestion: { kind: 'proved', text } });
}

/** `offered`, or why each is not. */
async function proved(path: string, lines: readonly string[], fixes: readonly Fix[]): Promise<string[]> {
  const placed = fixes.map((fix) => offered(path, fix));
  const texts = { head: new Map([[path, `${lines.join('\n')}\n`]]) };
  const after = await proveSuggestions(placed, { texts, symbols });
  expect(after.map(({ fingerprint }) => fingerprint)).toEqual(placed.map(({ fingerprint }) => fingerprint));
  return after.map(({ suggestion }) => (suggestion.kind === 'prose' ? suggestion.reason : 'offered'));
}

const ALONE = 'after it the file does not parse any more';
const TOGETHER = 'after it and the other suggestions for this file together the file does not parse any more';

const SCRIPT = ['export function total(list: number[]) {', '  const sum = add(list);', '  return sum;', '}'];
const PYTHON = ['def total(items):', '    if items:', '        return sum(items)', '    return 0'];

describe('a suggestion is held to the grammar of its language', () => {
  it.each([
    ['code that parses', 'a.ts', SCRIPT, { line: 2, text: '  const sum = add(list ?? []);' }, 'offered'],
    ['a deletion', 'a.ts', SCRIPT, { line: 2, text: '' }, 'offered'],
    // Brackets add up in these: only a parser sees what is wrong.
    [
      'an operator without an operand',
      'a.ts',
      SCRIPT,
      { line: 2, text: '  const sum = add(list) + ;' },
      ALONE,
    ],
    ['a word that stands in the way', 'a.ts', SCRIPT, { line: 3, text: '  return return sum;' }, ALONE],
    ['prose for code', 'a.ts', SCRIPT, { line: 2, text: '  Use the checked sum here.' }, ALONE],
    ['an else without its if', 'a.py', PYTHON, { line: 2, text: '    else:' }, ALONE],
    ['a colon that is lost', 'a.py', PYTHON, { line: 2, text: '    if items is not None' }, ALONE],
    ['JSON', 'a.json', ['{', '  "a": 1,', '  "b": 2', '}'], { line: 3, text: '  "b": 3' }, 'offered'],
    [
      'a comma too many',
      'a.json',
      ['{', '  "a": 1,', '  "b": 2', '}'],
      { line: 3, text: '  "b": 3,' },
      ALONE,
    ],
    ['YAML', 'a.yml', ['on:', '  push:', 'jobs: {}'], { line: 2, text: '  pull_request:' }, 'offered'],
    ['a key that is there already', 'a.yml', ['a: 1', 'b: 2'], { line: 2, text: 'a: 2' }, ALONE],
    [
      'a language without a grammar',
      'a.kt',
      ['fun f() {', '}'],
      { line: 1, text: 'fun fun f() {' },
      'offered',
    ],
    ['prose', 'a.md', ['# Title', 'text'], { line: 2, text: 'better (text' }, 'offered'],
  ])('%s (%s)', async (_what, path, lines, fix, expected) => {
    expect(await proved(path, lines, [fix])).toEqual([expected]);
  });

  it.each([
    ['mends it', 'const a = f(1);', 'offered'],
    ['leaves that as it is', 'const a = f(2;', 'offered'],
    ['breaks more', 'const a = = f(1;\nlet const b;', ALONE],
  ])('in a file that did not parse before, one that %s', async (_what, text, expected) => {
    expect(await proved('a.ts', ['const a = f(1;', 'const b = 2;'], [{ line: 1, text }])).toEqual([expected]);
  });

  it('findings without a proved suggestion come back as they were', async () => {
    const placed = [placedOf(), placedOf({ suggestion: { kind: 'prose', text: 'x', reason: 'y' } })];
    expect(await proveSuggestions(placed, { texts: { head: new Map() }, symbols })).toEqual(placed);
  });

  it('without grammars everything that applies is offered', async () => {
    const blind = openSymbols(new URL('./nowhere/', import.meta.url));
    const placed = [offered('a.ts', { line: 1, text: 'const const a;' })];
    const texts = { head: new Map([['a.ts', 'const a = 1;\n']]) };
    expect(await proveSuggestions(placed, { texts, symbols: blind })).toEqual(placed);
  });

  it('one whose file was not read is not offered', async () => {
    const placed = [offered('a.ts', { line: 1, text: 'x' })];
    const [after] = await proveSuggestions(placed, { texts: { head: new Map() }, symbols });
    expect(after?.suggestion).toEqual({
      kind: 'prose',
      text: 'x',
      reason: 'the text of the file was not read',
    });
  });
});

describe('the suggestions of a run can be committed as one batch', () => {
  it('the one of higher rank keeps the lines both want', async () => {
    const fixes: Fix[] = [
      { line: 2, text: '  const sum = add(list ?? []);', severity: 'minor' },
      { line: 3, startLine: 2, text: '  return add(list);' },
    ];
    expect(await proved('a.ts', SCRIPT, fixes)).toEqual([
      'another suggestion replaces line 2 as well',
      'offered',
    ]);
  });

  it('one that breaks the file keeps nobody away from its lines', async () => {
    const fixes: Fix[] = [
      { line: 2, text: '  const sum = = add(list);', severity: 'blocker' },
      { line: 2, text: '  const sum = add(list ?? []);' },
    ];
    expect(await proved('a.ts', SCRIPT, fixes)).toEqual([ALONE, 'offered']);
  });

  it('two that parse alone and not together: the lower one is prose, and a third is not touched', async () => {
    const yaml = ['a: 1', 'b: 2', 'c: 3'];
    const fixes: Fix[] = [
      { line: 3, text: 'c: 4', severity: 'nit' },
      { line: 1, text: 'd: 1', severity: 'minor' },
      { line: 2, text: 'd: 2' },
    ];
    expect(await proved('a.yml', yaml, fixes)).toEqual(['offered', TOGETHER, 'offered']);
  });

  it('two that undo each other are not both offered', async () => {
    const fixes: Fix[] = [
      { line: 1, text: 'a();\nb();' },
      { line: 2, text: '', severity: 'minor' },
    ];
    expect(await proved('a.js', ['a();', 'b();'], fixes)).toEqual([
      'offered',
      'together with the other suggestions for this file it changes nothing',
    ]);
  });

  it('files do not get into the way of each other', async () => {
    const placed = [
      offered('a.ts', { line: 1, text: 'const a = 2;' }),
      offered('b.ts', { line: 1, text: 'const = 2;' }),
      offered('c.ts', { line: 1, text: 'const c = 2;' }),
    ];
    const head = new Map(['a', 'b', 'c'].map((name) => [`${name}.ts`, `const ${name} = 1;\n`]));
    const after = await proveSuggestions(placed, { texts: { head }, symbols });
    expect(after.map(({ suggestion }) => suggestion.kind)).toEqual(['proved', 'prose', 'proved']);
  });
});
