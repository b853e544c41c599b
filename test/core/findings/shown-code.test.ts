import { describe, expect, it } from '@jest/globals';
import { placeFinding } from '../../../src/core/findings/place.ts';
import { diffOf, modified } from '../diff/generate.ts';
import { finding } from './generate.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const TOKEN = ['ghp', 'x7Qm2Zt9Rk4Lp8Vb3Nc6Wd1Fs5Hg0Jy2AaBb'].join('_');
const before = 'const a = 1;\nconst b = 2;\n';
const after = `const a = 1;\nconst token = '${TOKEN}';\nif (isAdmin\u202e) grant();\n`;
const patch = modified('a.js', { oldText: before, newText: after });
const diff = diffOf(patch);

describe('a quote of code as the model was shown it', () => {
  it.each([
    ['a secret taken out', "const token = '[redacted: GitHub token]';", 2],
    ['a hidden character written out', 'if (isAdmin\\u{202e}) grant();', 3],
  ])('finds its line: %s', (_title, quote, line) => {
    for (const head of [new Map([['a.js', after]]), new Map<string, string>()]) {
      const placed = placeFinding(finding({ path: 'a.js', quote, claimedLine: line }), {
        diff,
        texts: { head, base: new Map() },
      });
      expect(placed).toMatchObject({ anchor: { kind: 'line', path: 'a.js', line }, finding: { quote } });
      expect(JSON.stringify(placed)).not.toContain(TOKEN);
    }
  });

  it('offers no suggestion that would commit the mark in place of the secret', () => {
    const placed = placeFinding(
      finding({
        path: 'a.js',
        quote: "const token = '[redacted: GitHub token]';",
        suggestion: "const key = '[redacted: GitHub token]';",
      }),
      { diff, texts: { head: new Map([['a.js', after]]), base: new Map() } },
    );
    expect(placed).toMatchObject({ suggestion: { kind: 'prose' } });
  });
});
