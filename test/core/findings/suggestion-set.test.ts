import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type PlacedFinding, SEVERITIES, type Severity } from '../../../src/core/findings/finding.ts';
import { applySuggestion } from '../../../src/core/findings/suggestion.ts';
import {
  applyTogether,
  conflictsAmong,
  type Offer,
  offersIn,
  withoutOffers,
} from '../../../src/core/findings/suggestion-set.ts';
import { fileText } from '../diff/generate.ts';
import { finding } from './generate.ts';

type At = { readonly path?: string; readonly first: number; readonly last?: number };

function offer(at: At, text: string, severity: Severity = 'major'): PlacedFinding {
  const { path = 'src/a.ts', first, last = first } = at;
  return {
    finding: finding({ path, severity }),
    anchor: { kind: 'line', path, side: 'RIGHT', line: last, startLine: first === last ? null : first },
    suggestion: { kind: 'proved', text },
    fingerprint: `${path}:${first}-${last}:${text}`,
    alsoAt: [],
  };
}

const HEAD = 'one\ntwo\nthree\nfour\nfive\n';
const TEXTS = new Map([
  ['src/a.ts', HEAD],
  ['src/b.ts', HEAD],
]);

/** The text of each suggestion that stays, the reason of each that does not. */
function outcome(...placed: PlacedFinding[]): string[] {
  return withoutOffers(placed, conflictsAmong(placed, TEXTS)).map(({ suggestion }) =>
    suggestion.kind === 'prose' ? suggestion.reason : suggestion.kind === 'proved' ? suggestion.text : 'none',
  );
}

describe('of suggestions that meet in a line', () => {
  const taken = 'another suggestion replaces line 3 as well';
  it.each([
    ['apart', offer({ first: 1 }, 'x'), offer({ first: 3 }, 'y'), ['x', 'y']],
    ['next to each other', offer({ first: 2 }, 'x'), offer({ first: 3 }, 'y'), ['x', 'y']],
    ['the same line', offer({ first: 3 }, 'x'), offer({ first: 3 }, 'y'), ['x', taken]],
    ['the same line and text', offer({ first: 3 }, 'x'), offer({ first: 3 }, 'x'), ['x', taken]],
    [
      'one line of a range',
      offer({ first: 2, last: 3 }, 'x'),
      offer({ first: 3, last: 4 }, 'y'),
      ['x', taken],
    ],
    ['one within the other', offer({ first: 1, last: 5 }, 'x'), offer({ first: 3 }, 'y'), ['x', taken]],
    [
      'the more severe comes later',
      offer({ first: 3 }, 'x', 'minor'),
      offer({ first: 3 }, 'y'),
      [taken, 'y'],
    ],
    ['in two files', offer({ first: 3 }, 'x'), offer({ path: 'src/b.ts', first: 3 }, 'y'), ['x', 'y']],
    [
      'one changes nothing',
      offer({ first: 3 }, 'three'),
      offer({ first: 3 }, 'y'),
      ['it changes nothing', 'y'],
    ],
    ['of no such line', offer({ first: 9 }, 'x'), offer({ first: 3 }, 'y'), ['it changes nothing', 'y']],
    [
      'of a file that was not read',
      offer({ path: 'c.ts', first: 3 }, 'x'),
      offer({ first: 3 }, 'y'),
      ['the text of the file was not read', 'y'],
    ],
  ])('%s', (_what, one, other, expected) => {
    expect(outcome(one, other)).toEqual(expected);
  });

  it('one that fell for a third does not keep others away', () => {
    const placed = [
      offer({ first: 2, last: 3 }, 'x', 'major'),
      offer({ first: 3, last: 4 }, 'y', 'minor'),
      offer({ first: 4 }, 'z', 'nit'),
    ];
    expect(outcome(...placed)).toEqual(['x', taken, 'z']);
  });

  it('what is prose already stays as it is', () => {
    const prose: PlacedFinding = {
      ...offer({ first: 3 }, 'x'),
      suggestion: { kind: 'prose', text: 'x', reason: 'it leaves code out' },
    };
    expect(outcome(prose, offer({ first: 3 }, 'y'))).toEqual(['it leaves code out', 'y']);
  });
});

describe('any set of suggestions', () => {
  const wish = fc.record({
    first: fc.integer({ min: 1, max: 12 }),
    more: fc.nat(3),
    text: fc.oneof(fc.constantFrom('', 'x', 'a', 'x\ny', '}', '  x = 1;'), fc.string({ maxLength: 6 })),
    severity: fc.constantFrom(...SEVERITIES),
  });
  const set = fc.record({ head: fileText, wishes: fc.array(wish, { maxLength: 8 }) });

  function keptOf(head: string, placed: readonly PlacedFinding[]): Offer[] {
    return offersIn(withoutOffers(placed, conflictsAmong(placed, new Map([['src/a.ts', head]]))));
  }

  function over(check: (head: string, kept: Offer[], placed: readonly PlacedFinding[]) => void): void {
    fc.assert(
      fc.property(set, ({ head, wishes }) => {
        const placed = wishes.map(({ first, more, text, severity }) =>
          offer({ first, last: first + more }, text, severity),
        );
        check(head, keptOf(head, placed), placed);
      }),
    );
  }

  const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const rangeOf = ({ anchor }: Offer): [number, number] => [anchor.startLine ?? anchor.line, anchor.line];

  it('replaces no line twice, and each of them changes the file', () => {
    over((head, kept) => {
      const lines = kept.flatMap((one) => {
        const [first, last] = rangeOf(one);
        return Array.from({ length: last - first + 1 }, (_, index) => first + index);
      });
      expect(new Set(lines).size).toBe(lines.length);
      for (const { anchor, suggestion } of kept) {
        expect(applySuggestion(head, anchor, suggestion.text)).not.toBe(head);
      }
    });
  });

  it('gives one text, whatever the order of the commits', () => {
    over((head, kept) => {
      const together = applyTogether(head, kept);
      for (const order of [kept, kept.toReversed(), kept.toSorted((a, b) => a.anchor.line - b.anchor.line)]) {
        let text = head;
        const done: { at: number; grown: number }[] = [];
        for (const { anchor, suggestion } of order) {
          // Commits before this one have moved its lines, as GitHub follows them.
          const moved = done.reduce((sum, { at, grown }) => (at < anchor.line ? sum + grown : sum), 0);
          const here = {
            ...anchor,
            line: anchor.line + moved,
            startLine: anchor.startLine === null ? null : anchor.startLine + moved,
          };
          const next = applySuggestion(text, here, suggestion.text);
          done.push({ at: anchor.line, grown: linesOf(next).length - linesOf(text).length });
          text = next;
        }
        expect(text).toBe(together);
      }
    });
  });

  it('leaves every other line alone, ending included', () => {
    over((head, kept) => {
      const replaced = kept.map(rangeOf);
      const others = linesOf(head).filter(
        (_, index) => !replaced.some(([first, last]) => first <= index + 1 && index + 1 <= last),
      );
      const offered = kept.reduce((sum, { suggestion: { text } }) => sum + text.length, 0);
      const together = applyTogether(head, kept);
      let at = 0;
      for (const line of others) {
        at = together.indexOf(line, at);
        expect(at).toBeGreaterThanOrEqual(0);
        at += line.length;
      }
      expect(together.length).toBeLessThanOrEqual(others.join('').length + 2 * offered + 2 * kept.length);
    });
  });

  it('keeps CRLF and a missing last line break', () => {
    const plain = fc.array(fc.constantFrom('a', 'b', '', '  c'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(plain, fc.array(wish, { maxLength: 8 }), fc.boolean(), (lines, wishes, closed) => {
        const head = `${lines.join('\r\n')}${closed ? '\r\n' : 'end'}`;
        const placed = wishes
          .filter(({ first, more, text }) => first + more <= lines.length - 1 && !/[\r\n]/.test(text))
          .map(({ first, more, text }) => offer({ first, last: first + more }, text));
        const together = applyTogether(head, keptOf(head, placed));
        expect(together.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        expect(together.endsWith('\r\n')).toBe(closed && together !== '');
      }),
    );
  });

  it('loses no finding, and the most severe offer that changes something stays', () => {
    over((head, kept, placed) => {
      const [best] = offersIn(placed).filter(
        ({ anchor, suggestion }) => applySuggestion(head, anchor, suggestion.text) !== head,
      );
      expect(kept[0]?.fingerprint).toBe(best?.fingerprint);
      const after = withoutOffers(placed, conflictsAmong(placed, new Map([['src/a.ts', head]])));
      expect(after.map(({ fingerprint }) => fingerprint)).toEqual(
        placed.map(({ fingerprint }) => fingerprint),
      );
    });
  });
});
