import { describe, expect, it } from '@jest/globals';
import type { Snippet } from '../../../src/core/context/snippet.ts';
import { snippetSection } from '../../../src/core/prompt/sections.ts';

/** A snippet of the lines of these numbers. */
function snippetOf(numbers: readonly number[], rest: Partial<Snippet> = {}): Snippet {
  return {
    path: 'src/b.ts',
    revision: 'head',
    startLine: numbers[0] ?? 1,
    line: numbers.at(-1) ?? 1,
    text: numbers.map((number) => `line ${number}`).join('\n'),
    numbers,
    reason: 'imports a changed file',
    of: ['src/a.ts'],
    ...rest,
  };
}

const everyOther = (count: number) => Array.from({ length: count }, (_, index) => 2 * index + 1);

describe('the label of a snippet', () => {
  it.each([
    ['its pieces', snippetOf([3, 4, 5, 40, 41]), 'lines 3-5, 40-41'],
    ['a piece of one line', snippetOf([3, 40, 41]), 'lines 3-3, 40-41'],
    ['one piece, of which each line is told', snippetOf([3, 4, 5]), 'lines 3-5'],
    ['six pieces', snippetOf(everyOther(6)), 'lines 1-1, 3-3, 5-5, 7-7, 9-9, 11-11'],
    ['more pieces: from where to where', snippetOf(everyOther(7)), 'outline of lines 1-13'],
  ])('tells %s', (_what, snippet, lines) => {
    const label = `\`\`\`\`\` src/b.ts, ${lines} at the head revision: imports a changed file (src/a.ts)\n`;
    expect(snippetSection(snippet).slice(0, label.length)).toBe(label);
  });

  it('tells where lines in a row begin and end', () => {
    const { numbers: _numbers, ...plain } = snippetOf([3, 4]);
    expect(snippetSection(plain)).toBe(
      [
        '````` src/b.ts, lines 3-4 at the head revision: imports a changed file (src/a.ts)',
        '3| line 3',
        '4| line 4',
        '`````',
      ].join('\n'),
    );
  });
});

describe('the text of a snippet in pieces', () => {
  it('stands under its own numbers, and says where lines are left out', () => {
    expect(
      snippetSection(snippetOf([9, 10, 40]))
        .split('\n')
        .slice(1),
    ).toEqual([' 9| line 9', '10| line 10', '...', '40| line 40', '`````']);
  });
});
