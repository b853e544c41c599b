import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ruleOf } from '../../../src/core/findings/rule-of.ts';
import type { HouseRule } from '../../../src/core/settings/settings.ts';

const SLEEP: HouseRule = { id: 'no-sleep', paths: ['src/**'], text: 'Never sleep.', severity: 'minor' };
const CENTS: HouseRule = { id: 'Money.In_cents', paths: [], text: 'Money is in cents.', severity: null };
const NONE: HouseRule = { id: 'none', paths: [], text: 'A name somebody chose.', severity: null };
const RULES = [SLEEP, CENTS];

describe('the rule a finding cites', () => {
  it.each([
    ['its id', 'no-sleep', 'src/a.ts', SLEEP],
    ['its id in other letters', 'MONEY.in_cents', 'a.ts', CENTS],
    ['in backticks', '`no-sleep`', 'src/a.ts', SLEEP],
    ['in brackets, with a full stop', '<no-sleep>.', 'src/a.ts', SLEEP],
    ['with its words', 'no-sleep: Never sleep.', 'src/a.ts', SLEEP],
    ['of two the first', 'Money.In_cents, no-sleep', 'src/a.ts', CENTS],
  ])('%s', (_how, id, path, rule) => {
    expect(ruleOf({ id, path }, RULES)).toEqual({ rule, reason: null });
  });

  it.each([[null], [''], ['none'], ['N/A'], ['-'], ['`none`'], ['null']])('%j is no rule', (id) => {
    expect(ruleOf({ id, path: 'src/a.ts' }, RULES)).toEqual({ rule: null, reason: null });
  });

  it('a rule may be called none', () => {
    expect(ruleOf({ id: 'none', path: 'a.ts' }, [NONE]).rule).toBe(NONE);
  });

  it.each([
    ['a rule nobody wrote', 'no-print', 'src/a.ts', 'it cites the rule no-print, which does not exist'],
    ['the start of an id', 'no', 'src/a.ts', 'it cites the rule no, which does not exist'],
    [
      'a rule for other files',
      'no-sleep',
      'test/a.ts',
      'it cites the rule no-sleep, which does not hold for test/a.ts',
    ],
  ])('%s is none, and says why', (_what, id, path, reason) => {
    expect(ruleOf({ id, path }, RULES)).toEqual({ rule: null, reason });
  });

  it('whatever the model writes, only a rule that exists is cited', () => {
    const written = fc.oneof(fc.string(), fc.constantFrom('no-sleep', '**no-sleep**', '(none)'));
    fc.assert(
      fc.property(written, fc.constantFrom('src/a.ts', 'a.ts'), (id, path) => {
        const { rule, reason } = ruleOf({ id, path }, RULES);
        if (rule === null) expect((reason ?? '').length).toBeLessThan(120);
        else expect(RULES).toContain(rule);
      }),
    );
  });
});
