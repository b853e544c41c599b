import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCheck } from '../../../src/core/findings/check-answer.ts';
import { CHECK_FORMAT } from '../../../src/core/prompt/check-format.ts';

const section = (number: number, lines: readonly string[], evidence = 'src/a.ts:12: return total;'): string =>
  [`### claim ${number}`, ...lines, '', '```evidence', evidence, '```'].join('\n');

const CONFIRMED = [
  'for: a.ts:12 divides by the count, which is 0 for an empty cart',
  'against: nothing checks it before',
  'verdict: confirmed',
  'reason: An empty cart divides by zero.',
  'introduced: yes',
  'severity: major',
  'same as: none',
];

describe('the answer of a check', () => {
  it('gives each claim its verdict, with the lines that decide it', () => {
    const text = `Notes first.\n\n${section(1, CONFIRMED)}\n\n### end of check: 1 claim\n`;
    const { verdicts, problems } = parseCheck(text, 1);
    expect(problems).toEqual([]);
    expect(verdicts.get(1)).toEqual({
      kind: 'confirmed',
      reason: 'An empty cart divides by zero.',
      introduced: true,
      severity: 'major',
      sameAs: null,
      evidence: [{ path: 'src/a.ts', line: 12, text: 'return total;' }],
    });
  });

  it.each([
    ['bold fields', CONFIRMED.map((line) => line.replace(/^([\w ]+):/, '**$1:**'))],
    ['a list', CONFIRMED.map((line) => `- ${line}`)],
    ['another severity word', CONFIRMED.map((line) => line.replace('major', 'High'))],
    ['a reason over two lines', CONFIRMED.map((line) => line.replace('divides by zero', 'divides\nby zero'))],
    [
      'a verdict with an explanation',
      CONFIRMED.map((line) => line.replace('confirmed', 'confirmed, clearly')),
    ],
  ])('is read with %s', (_what, lines) => {
    const { verdicts } = parseCheck(section(1, lines), 1);
    expect(verdicts.get(1)).toMatchObject({
      kind: 'confirmed',
      severity: 'major',
      reason: 'An empty cart divides by zero.',
    });
  });

  it.each([
    ['no verdict', ['reason: Because.'], 'claim 1: the verdict is missing'],
    [
      'the form itself',
      ['verdict: confirmed | refuted | unsure'],
      'claim 1: "confirmed | refuted | unsure" is no verdict',
    ],
    ['another word', ['verdict: probably'], 'claim 1: "probably" is no verdict'],
  ])('with %s has lost its verdict, and says so', (_what, lines, problem) => {
    const { verdicts, problems } = parseCheck(section(1, lines), 1);
    expect(verdicts.size).toBe(0);
    expect(problems).toEqual([problem]);
  });

  it('names claims that were forgotten, invented or answered twice', () => {
    const text = [section(1, CONFIRMED), section(1, ['verdict: refuted']), section(7, CONFIRMED)].join(
      '\n\n',
    );
    const { verdicts, problems } = parseCheck(text, 2);
    expect(verdicts.get(1)?.kind).toBe('confirmed');
    expect(problems).toEqual([
      'claim 1: has two verdicts; the first one counts',
      'claim 7: there is no such claim',
      'claim 2: no verdict was given',
    ]);
  });

  it.each([
    ['src/a.ts:12: return total;', [{ path: 'src/a.ts', line: 12, text: 'return total;' }]],
    ['- `src/a.ts:12-14`: return total;', [{ path: 'src/a.ts', line: 12, text: 'return total;' }]],
    ['src/a.ts:12 | return total;', [{ path: 'src/a.ts', line: 12, text: 'return total;' }]],
    ['return total;', []],
    ['src/a.ts:12:', []],
  ])('cites %s', (line, cited) =>
    expect(parseCheck(section(1, CONFIRMED, line), 1).verdicts.get(1)?.evidence).toEqual(cited),
  );

  it('a claim inside a block of code is no claim', () => {
    const text = section(1, CONFIRMED, 'src/a.md:3: text\n### claim 2\nverdict: refuted');
    expect([...parseCheck(text, 2).verdicts.keys()]).toEqual([1]);
  });

  it('the form that is sent holds no verdict', () =>
    expect(parseCheck(CHECK_FORMAT, 1).verdicts.size).toBe(0));

  it('whatever is written, every claim has a verdict or a problem, and none has both', () => {
    const word = fc.constantFrom(
      '### claim 1',
      '### claim 2',
      'verdict: refuted',
      'verdict: maybe',
      '```',
      '### end of check: 2 claims',
      'a.ts:1: x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 20 }), (lines) => {
        const { verdicts, problems } = parseCheck(lines.join('\n'), 2);
        for (const number of [1, 2]) {
          const lost = problems.some(
            (problem) => problem.startsWith(`claim ${number}:`) && !problem.includes('two verdicts'),
          );
          expect(verdicts.has(number)).toBe(!lost);
        }
      }),
    );
  });
});
