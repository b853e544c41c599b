import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATEGORIES, SEVERITIES } from '../../../src/core/findings/finding.ts';
import {
  findingMark,
  memoryMark,
  readFindingMark,
  readMemory,
  SUMMARY_MARK,
} from '../../../src/core/review/marker.ts';
import { BASE, HEAD, standingOf } from '../report/sample.ts';

const FINDING = {
  fingerprint: 'abc123',
  severity: 'major',
  title: 'Charges twice',
  category: 'bug',
} as const;
const MEMORY = { head: HEAD, base: BASE, mergeBase: 'c'.repeat(40), complete: true, settingsDigest: 'd1' };

const anyFinding = fc.record({
  fingerprint: fc.string({ minLength: 1, maxLength: 64 }),
  severity: fc.constantFrom(...SEVERITIES),
  title: fc.string({ unit: 'binary', maxLength: 120 }).map((text) => text.slice(0, 120).toWellFormed()),
  category: fc.constantFrom(...CATEGORIES),
});

describe('the mark of a finding', () => {
  it('comes back as it was, whatever its title holds', () => {
    fc.assert(
      fc.property(anyFinding, (finding) => {
        const mark = findingMark(finding);
        expect(mark).toMatch(/^<!-- kimi-review:finding v1 [A-Za-z0-9+/=]+ -->$/);
        expect(readFindingMark(`text\n\n${mark}`)).toEqual(finding);
      }),
    );
  });

  it('is still read when GitHub adds white space around the body', () =>
    expect(readFindingMark(`text\r\n\r\n${findingMark(FINDING)}\r\n`)).toEqual(FINDING));

  it('of a release without categories is read without one', () => {
    const { category: _category, ...earlier } = FINDING;
    expect(readFindingMark(findingMark(earlier))).toEqual(earlier);
  });

  it('carries the start of a long title only', () =>
    expect(readFindingMark(findingMark({ ...FINDING, title: 'x'.repeat(500) }))?.title).toHaveLength(120));

  const coded = (content: unknown): string => Buffer.from(JSON.stringify(content)).toString('base64');
  it.each([
    ['no mark at all', 'Just text.'],
    ['a mark that is followed by text, as in a quotation', `${findingMark(FINDING)}\nmore`],
    ['a mark in the middle of a line', `> ${findingMark(FINDING)}`],
    ['base64 of something else', '<!-- kimi-review:finding v1 AAAA -->'],
    ['an unknown severity', `<!-- kimi-review:finding v1 ${coded({ f: 'a', s: 'awful', t: '' })} -->`],
    ['a later version', findingMark(FINDING).replace(' v1 ', ' v2 ')],
  ])('is not seen in %s', (_what, body) => expect(readFindingMark(body)).toBeNull());

  it('garbage is never a mark and never an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (noise) => {
        expect(readFindingMark(noise)).toBeNull();
        expect(readFindingMark(`<!-- kimi-review:finding v1 ${noise} -->`)).toBeNull();
        expect(readMemory(noise)).toBeNull();
      }),
    );
  });
});

describe('the memory of a summary', () => {
  it('comes back under the summary mark, with the findings only the summary knew', () => {
    const memory = {
      ...MEMORY,
      noted: [standingOf({ noted: true }), standingOf({ line: null, noted: true })],
    };
    expect(readMemory(`${SUMMARY_MARK}\n${memoryMark(memory)}\n\ntext`)).toEqual(memory);
  });

  it('comes back without the summary mark too', () => expect(readMemory(memoryMark(MEMORY))).toEqual(MEMORY));

  it('of a release without the merge base is read without one', () => {
    const { mergeBase: _mergeBase, ...earlier } = MEMORY;
    expect(readMemory(memoryMark(earlier))).toEqual(earlier);
  });

  it('lets the least severe findings go first, and says that it had to', () => {
    const minor = Array.from({ length: 30 }, (_, index) =>
      standingOf({ fingerprint: `f${index}`, severity: 'minor', noted: true }),
    );
    const blocker = standingOf({ fingerprint: 'old', severity: 'blocker', noted: true });
    const memory = readMemory(memoryMark({ ...MEMORY, noted: [...minor, blocker] }));
    expect(memory?.noted?.[0]).toEqual(blocker);
    expect(memory?.noted).toHaveLength(30);
    expect(memory?.complete).toBe(false);
    expect(readMemory(memoryMark({ ...MEMORY, noted: minor }))?.complete).toBe(true);
  });

  it.each([
    ['long Chinese titles and paths', { title: '题'.repeat(120), path: '码'.repeat(300) }],
    [
      'titles and paths JSON writes six times as long',
      { title: '\u0001'.repeat(120), path: '\u0001'.repeat(300) },
    ],
    ['a path longer than the reader takes', { path: 'p'.repeat(301) }],
  ])('is always one the reader takes: %s', (_what, words) => {
    const noted = Array.from({ length: 30 }, (_, index) =>
      standingOf({ fingerprint: `f${index}`, ...words, noted: true }),
    );
    const memory = readMemory(memoryMark({ ...MEMORY, noted }));
    expect(memory).toMatchObject({ head: HEAD, complete: false });
    expect(memory?.noted ?? []).toEqual(noted.slice(0, memory?.noted?.length ?? 0));
  });

  it('stays small: at most 30 findings are noted', () => {
    const noted = Array.from({ length: 80 }, (_, index) =>
      standingOf({ fingerprint: `f${index}`, noted: true }),
    );
    expect(readMemory(memoryMark({ ...MEMORY, noted }))?.noted).toHaveLength(30);
  });

  it.each([
    ['text before the mark', `Look:\n${memoryMark(MEMORY)}`],
    ['a head that is not a commit id', memoryMark({ ...MEMORY, head: '--upload-pack=x' })],
    ['a cut mark', memoryMark(MEMORY).slice(0, -20)],
  ])('%s gives no memory', (_what, body) => expect(readMemory(body)).toBeNull());
});
