import { describe, expect, it } from '@jest/globals';
import { hitsOf } from '../../../src/core/context/hits.ts';
import { absenceClaimOf } from '../../../src/core/findings/absence.ts';
import { withoutContradicted } from '../../../src/core/findings/without-contradicted.ts';
import { placedAt } from './builders.ts';
import { finding } from './generate.ts';

describe('a claim that something is not there', () => {
  it.each([
    ['`parseTotal` is unused', 'unused', ['parseTotal']],
    ['The helper `Cart.applyDiscount()` is never called', 'unused', ['applyDiscount']],
    ['No callers of `retryLater` remain', 'unused', ['retryLater']],
    ['`formatPrice` is not imported', 'undefined', ['formatPrice']],
    ['The column `tenant_id` does not exist', 'undefined', ['tenant_id']],
    ['The branch in `closeOrder` has no test', 'untested', ['closeOrder']],
  ])('%s', (title, kind, names) => expect(absenceClaimOf(finding({ title }))).toEqual({ kind, names }));

  it.each([
    ['The total is negative for an empty list'],
    ['A value is used twice in `sumOf`'],
    ['Something is never called, and nobody says what'],
  ])('is not: %s', (title) => expect(absenceClaimOf(finding({ title }))).toBeNull());
});

describe('a search decides a claim of absence where it can', () => {
  const unused = placedAt(3, { title: '`applyDiscount` is never called' });
  const untested = placedAt(3, { title: '`applyDiscount` has no test' });
  const undefinedName = placedAt(3, { title: '`applyDiscount` is not defined' });
  const at = (path: string, text: string) => hitsOf([{ path, line: 7, text }], ['applyDiscount']);

  it.each([
    ['a call in another file', unused, at('src/b.ts', '  return applyDiscount(cart);'), 'src/b.ts:7'],
    [
      'an import in another file',
      unused,
      at('src/b.ts', "import { applyDiscount } from './a';"),
      'src/b.ts:7',
    ],
    ['a test that says it', untested, at('test/a.test.ts', 'expect(applyDiscount(1))'), 'test/a.test.ts:7'],
  ])('%s sets it aside', (_what, claim, hits, place) => {
    const { open, contradicted } = withoutContradicted([claim], hits);
    expect(open).toEqual([]);
    expect(contradicted.map(({ reason }) => reason)).toEqual([
      `a search found \`applyDiscount\` at ${place}`,
    ]);
  });

  it.each([
    ['nothing is found', unused, hitsOf([], ['applyDiscount'])],
    ['only its own file says it', unused, at('src/a.ts', 'applyDiscount(cart)')],
    ['only a comment says it', unused, at('src/b.ts', '// applyDiscount(cart) was here')],
    ['only another definition is found', unused, at('src/b.ts', 'export function applyDiscount(cart) {')],
    ['only a test calls it', unused, at('test/a.test.ts', 'applyDiscount(1)')],
    ['that a name is undefined depends on imports', undefinedName, at('src/b.ts', 'applyDiscount(1)')],
    [
      'the name is short',
      placedAt(3, { title: '`run` is never called' }),
      hitsOf([{ path: 'b.ts', line: 1, text: 'run()' }], ['run']),
    ],
    ['it is no such claim', placedAt(3), at('src/b.ts', 'applyDiscount(1)')],
  ])('but not where %s', (_what, claim, hits) =>
    expect(withoutContradicted([claim], hits)).toEqual({ open: [claim], contradicted: [] }),
  );
});
