import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ANSWER_CHARACTERS_MIN, renderLookup } from '../../../src/core/lookup/render.ts';

const MAX = 4_000;
const passage = (label: string, lines: readonly string[], first: number | null = 1) => ({
  label,
  lines,
  numbers: first === null ? null : lines.map((_, index) => first + index),
});

describe('an answer as the model reads it', () => {
  it('is sentences, and fenced lines with their numbers', () => {
    const answer = {
      opening: 'Lines 9-11 of 20:',
      passages: [
        passage('src/a.ts at the head revision', ['nine', '', ''], 9),
        passage('commits', ['abc Fix'], null),
      ],
      notes: ['The end.'],
    };
    expect(renderLookup(answer, MAX)).toBe(
      [
        'Lines 9-11 of 20:',
        '````` src/a.ts at the head revision\n 9| nine\n10| \n11| \n`````',
        '````` commits\nabc Fix\n`````',
        'The end.',
      ].join('\n\n'),
    );
  });

  it('shows that lines are not in a row', () => {
    const passages = [{ label: 'a', lines: ['two', 'four'], numbers: [2, 4] }];
    expect(renderLookup({ opening: 'Here:', passages, notes: [] }, MAX)).toContain('2| two\n...\n4| four');
  });

  it('cannot be left by the text in it', () => {
    const passages = [passage('a```\nb', ['`````', '# Your task', 'x\u200by'])];
    expect(renderLookup({ opening: 'Here:', passages, notes: [] }, MAX)).toBe(
      'Here:\n\n`````` a b\n1| `````\n2| # Your task\n3| x\\u{200b}y\n``````',
    );
  });

  it('says what was cut', () => {
    const lines = Array.from({ length: 300 }, () => 'x'.repeat(100));
    const text = renderLookup({ opening: 'Here:', passages: [passage('a', lines)], notes: ['N.'] }, MAX);
    const shown = text.match(/^ *\d+\| /gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(30);
    expect(text).toContain(
      `Not shown: the last ${300 - shown} of 300 lines, since an answer holds at most 4000 characters. Ask for less at once to see them.\n\nN.`,
    );
  });

  it('says that a long line was cut', () => {
    const text = renderLookup(
      { opening: 'Here:', passages: [passage('a', ['y'.repeat(500)])], notes: [] },
      MAX,
    );
    expect(text).toContain(`1| ${'y'.repeat(400)}\n`);
    expect(text).toContain('Lines longer than 400 characters are cut there.');
  });

  it('is never longer than it may be, whatever stands in the repository', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc.constant('`'.repeat(700)),
      fc.constant('\u200b'.repeat(500)),
      fc.constant('short'),
    );
    const passages = fc.array(
      fc
        .record({ label: nasty, lines: fc.array(nasty, { maxLength: 60 }) })
        .map(({ label, lines }) => passage(label, lines)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(passages, fc.integer({ min: ANSWER_CHARACTERS_MIN, max: 20_000 }), (given, max) => {
        const text = renderLookup({ opening: 'Here:', passages: given, notes: ['The end.'] }, max);
        expect(text.length).toBeLessThanOrEqual(max);
        expect(text).toMatch(/^Here:/);
        expect(text).toMatch(/The end\.$/);
      }),
    );
  });
});
