import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeLookup, questionOf } from '../../../src/core/lookup/lookup.ts';

const call = (name: string, written: unknown) => ({
  id: 'x:0',
  name,
  arguments: typeof written === 'string' ? written : JSON.stringify(written),
});
const READ = { path: 'src/a.ts', first: 1, last: 9, revision: 'head' };

describe('a call is read as a question', () => {
  it.each([
    ['read_lines', READ, { ...READ, tool: 'read_lines' }],
    ['read_lines', { ...READ, revision: 'base' }, { ...READ, tool: 'read_lines', revision: 'base' }],
    ['read_lines', { ...READ, revision: undefined }, { ...READ, tool: 'read_lines' }],
    ['read_lines', { ...READ, revision: '' }, { ...READ, tool: 'read_lines' }],
    ['read_lines', { ...READ, first: '1', last: '9' }, { ...READ, tool: 'read_lines' }],
    ['read_lines', { ...READ, path: './src/a.ts' }, { ...READ, tool: 'read_lines' }],
    ['read_lines', { ...READ, why: 'to see', tool: 'search' }, { ...READ, tool: 'read_lines' }],
    ['find_definition', { name: 'parse' }, { tool: 'find_definition', name: 'parse' }],
    ['find_definition', { name: 'Store.open()' }, { tool: 'find_definition', name: 'open' }],
    ['find_references', { name: 'store::Größe' }, { tool: 'find_references', name: 'Größe' }],
    ['search', { text: 'a.b(' }, { tool: 'search', text: 'a.b(', under: null }],
    ['search', { text: 'abc', under: '' }, { tool: 'search', text: 'abc', under: null }],
    ['search', { text: 'abc', under: null }, { tool: 'search', text: 'abc', under: null }],
    ['search', { text: 'abc', under: '.' }, { tool: 'search', text: 'abc', under: null }],
    ['search', { text: 'abc', under: './src/x/' }, { tool: 'search', text: 'abc', under: 'src/x' }],
    ['line_history', { path: 'a', line: 3 }, { tool: 'line_history', path: 'a', line: 3 }],
  ])('%s %j', (name, written, expected) => {
    expect(decodeLookup(call(name, written))).toEqual({ kind: 'call', call: expected });
  });

  it('with line breaks where JSON forbids them', () => {
    expect(decodeLookup(call('search', '{\n"text": "one\ttwo",\n\t"under": "src"}'))).toEqual({
      kind: 'call',
      call: { tool: 'search', text: 'one two', under: 'src' },
    });
  });
});

describe('what is no question is told with the field, the value and the way out', () => {
  it.each([
    [
      'shell',
      { command: 'ls' },
      /^There is no look-up called "shell"\. Use one of read_lines, find_definition,/,
    ],
    ['toString', {}, /^There is no look-up called "toString"/],
    ['search', '', /^search: the arguments are "", which is not a JSON object\. Write one, such as \{"text"/],
    [
      'search',
      '{"text": "a',
      /^search: the arguments are "\{\\"text\\": \\"a", which is not a JSON object\./,
    ],
    ['search', '[1]', /^search: the arguments are "\[1\]", which is not a JSON object\./],
    ['search', '{"text": "second \\x line"}', /which is not a JSON object/],
    ['search', {}, /^search: text is missing\. Give text of one line, of 3 to 200 characters\.$/],
    ['search', { text: 'ab' }, /^search: text is "ab"\. Give text of one line/],
    ['search', { text: '   ' }, /^search: text is " {3}"\. Give text/],
    ['search', { text: 'a\nbc' }, /^search: text is "a\\nbc"\. Give text of one line/],
    ['search', { text: 7 }, /^search: text is 7\. Give text/],
    [
      'search',
      { text: 'abc', under: '../..' },
      /^search: under is "\.\.\/\.\."\. It may not be read: it holds \. or \.\./,
    ],
    ['search', { text: 'abc', under: 5 }, /^search: under is 5\. Give the path/],
    [
      'search',
      { text: 'abc', under: '.git' },
      /^search: under is ".git"\. It may not be read: it leads into \.git/,
    ],
    [
      'read_lines',
      { ...READ, path: '/etc/passwd' },
      /^read_lines: path is "\/etc\/passwd"\. It may not be read: it is absolute\. Give the path of a file from the root/,
    ],
    [
      'read_lines',
      { ...READ, first: 0 },
      /^read_lines: first is 0\. Give the number of a line: a whole number from 1\.$/,
    ],
    ['read_lines', { ...READ, first: 1.5 }, /^read_lines: first is 1\.5\. Give the number/],
    ['read_lines', { ...READ, last: 'end' }, /^read_lines: last is "end"\. Give the number/],
    ['read_lines', { ...READ, last: undefined }, /^read_lines: last is missing\. Give the number/],
    [
      'read_lines',
      { ...READ, first: 12 },
      /^read_lines: last is 9\. It stands before first\. Give first or a later line\.$/,
    ],
    [
      'read_lines',
      { ...READ, revision: 'main' },
      /^read_lines: revision is "main"\. Give "head" for after the change, or "base"/,
    ],
    [
      'find_definition',
      { name: '' },
      /^find_definition: name is ""\. Give one name as code writes it, of 2 to 200/,
    ],
    ['find_references', { name: '=>' }, /^find_references: name is "=>"\. Give one name/],
    ['find_references', { name: 'x'.repeat(201) }, /^find_references: name is "x{119}\.\.\.\. Give one name/],
    ['line_history', { path: 'a', line: -1 }, /^line_history: line is -1\. Give the number/],
    ['line_history', { path: 'a', line: 1e9 }, /^line_history: line is 1000000000\. Give the number/],
  ])('%s %j', (name, written, problem) => {
    const decoded = decodeLookup(call(name, written));
    expect(decoded.kind === 'problem' ? decoded.problem : decoded).toMatch(problem);
  });

  it('in a short sentence on one line, whatever was written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('read_lines', 'search', 'x'),
        fc.string(),
        fc.json(),
        (name, written, json) => {
          for (const text of [written, json]) {
            const decoded = decodeLookup(call(name, text));
            if (decoded.kind === 'call') continue;
            expect(decoded.problem).not.toMatch(/[\n\r`\0]/);
            expect(decoded.problem.length).toBeLessThan(600);
          }
        },
      ),
    );
  });
});

describe('the same question', () => {
  it.each([
    ['{"name":"parse"}', '{ "name" : "parse" }'],
    ['{"name":"parse"}', '{"name":"Date.parse"}'],
    ['{oops', ' {oops '],
  ])('%s is %s', (left, right) => {
    expect(questionOf(call('find_definition', left))).toBe(questionOf(call('find_definition', right)));
  });

  it.each([
    ['{"name":"parse"}', '{"name":"print"}'],
    ['{oops', '{oops!'],
  ])('%s is not %s', (left, right) => {
    expect(questionOf(call('find_definition', left))).not.toBe(questionOf(call('find_definition', right)));
  });

  it('is not asked by another look-up', () => {
    const written = '{"name":"parse"}';
    expect(questionOf(call('find_definition', written))).not.toBe(
      questionOf(call('find_references', written)),
    );
  });
});
