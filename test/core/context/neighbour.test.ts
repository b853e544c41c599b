import { describe, expect, it } from '@jest/globals';
import { hitsOf, linesOfTexts } from '../../../src/core/context/hits.ts';
import { isSolelyDeclaredIn } from '../../../src/core/context/neighbour.ts';

describe('a name that nothing but the changed files declares', () => {
  const DECLARES = 'function priceOf(net) {\n}\n';
  const USES = 'show(priceOf(1));\n';

  it.each<[string, Record<string, string>, boolean]>([
    ['it declares, others use', { 'a.ts': DECLARES, 'b.ts': USES }, true],
    ['both paths of it declare', { 'a.ts': DECLARES, 'old/a.ts': DECLARES }, true],
    ['it declares, and another does as well', { 'a.ts': DECLARES, 'b.ts': DECLARES }, false],
    ['another declares', { 'a.ts': USES, 'b.ts': DECLARES }, false],
    ['nothing declares', { 'a.ts': USES, 'b.ts': USES }, false],
    ['nothing says it', {}, false],
  ])('%s', (_title, texts, expected) => {
    const hits = hitsOf(linesOfTexts(new Map(Object.entries(texts))), ['priceOf']);
    expect(isSolelyDeclaredIn(['a.ts', 'old/a.ts'], 'priceOf', hits)).toBe(expected);
  });
});
