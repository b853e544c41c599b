import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { legalRange } from '../../../src/core/diff/anchors.ts';
import { de } from '../../../src/core/words/de.ts';
import { en } from '../../../src/core/words/en.ts';
import { LANGUAGES } from '../../../src/core/words/language-of.ts';
import { reasonIn } from '../../../src/core/words/reason-in.ts';
import { diffOf, hunkOf, NO_PAST, patchOf, placedOf, settingsOf, standingOf } from '../report/sample.ts';
import { planOf } from '../review/plan-of.ts';

const DIFF = diffOf([patchOf('a.ts', [hunkOf('a.ts', 1)])]);
const rangeReason = (path: string, startLine: number | null, line: number): string => {
  const legal = legalRange(DIFF, { path, side: 'RIGHT', startLine, line });
  return legal.ok ? '' : legal.reason;
};
const planReason = (wish: Parameters<typeof placedOf>[0], inputs = {}, past = NO_PAST): string =>
  planOf([placedOf(wish)], past, settingsOf(inputs)).summary[0]?.reason ?? '';

describe('a reason of ours', () => {
  it.each([
    ['a line outside the diff', rangeReason('a.ts', null, 99), 'Zeile 99 von a.ts gehört nicht zum Diff'],
    [
      'lines outside',
      rangeReason('a.ts', 5, 99),
      'die Zeilen 5-99 von a.ts liegen nicht in einem Hunk des Diffs',
    ],
    ['a file outside', rangeReason('b.ts', null, 1), 'b.ts gehört nicht zum Diff'],
    [
      'below the threshold',
      planReason({ severity: 'nit' }, { 'min-severity': 'minor' }),
      'unter min-severity (minor)',
    ],
    [
      'a late nit',
      planReason(
        { severity: 'nit' },
        { 'min-severity': 'nit' },
        { ...NO_PAST, findings: [{ ...standingOf(), state: 'open' }] },
      ),
      'Kleinigkeiten stehen nur im ersten Review',
    ],
    [
      'a doubtful nit',
      planReason({ severity: 'nit', confidence: 'low' }, { 'min-severity': 'nit' }),
      'eine Kleinigkeit, die vielleicht nicht stimmt',
    ],
    ['no room', planReason({}, { 'max-comments': '0' }), 'über der Grenze für Kommentare (0)'],
    ['one comment', 'over the limit of 1 comment', 'über der Grenze für Kommentare (1)'],
    [
      'a threshold of a path',
      'below min-severity (minor) for src/(a|b)',
      'unter min-severity (minor) für src/(a|b)',
    ],
    [
      'a doubt with the words of the model',
      'a second look could not confirm it: Das ist *nicht* klar.',
      'ein zweiter Blick konnte es nicht bestätigen: Das ist *nicht* klar.',
    ],
    [
      'a reason within a reason',
      'a second look refuted it: it changes nothing',
      'ein zweiter Blick hat es widerlegt: sie ändert nichts',
    ],
    ['a path with a placeholder', '{2} is not part of the diff', '{2} gehört nicht zum Diff'],
  ])('%s is told in German', (_what, reason, told) => expect(reasonIn(de, reason)).toBe(told));

  it.each(LANGUAGES.filter(({ words }) => words !== en))('is found in every form: $names', ({ words }) => {
    for (const [name, template] of Object.entries(en.reasons)) {
      const filled = (text: string): string => text.replace('(s)', 's').replace(/\{(\d)\}/g, 'x$1');
      const told = new Map(Object.entries(words.reasons)).get(name) ?? '';
      expect(reasonIn(words, filled(template))).toBe(filled(told));
    }
  });
});

describe('any other text', () => {
  it.each(['', 'GitHub refused the line', 'Validation failed for a.ts', 'word '.repeat(1_000)])(
    'stays as it is: %s',
    (reason) => expect(reasonIn(de, reason)).toBe(reason),
  );

  it('stays as it is in English, whatever it is', () => {
    fc.assert(fc.property(fc.string(), (reason) => expect(reasonIn(en, reason)).toBe(reason)));
  });

  it('is answered in time, however it is made', () => {
    const long = 'line '.repeat(390);
    const start = performance.now();
    for (const words of [de]) reasonIn(words, `lines ${long} of ${long}`.slice(0, 2_000));
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
