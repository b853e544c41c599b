import { describe, expect, it } from '@jest/globals';
import { legalRange } from '../../../src/core/diff/anchors.ts';
import { parseDiff } from '../../../src/core/diff/parse.ts';
import { ownFindings } from '../../../src/core/findings/own-findings.ts';

const TOKEN = `ghp_${'a1B2'.repeat(10)}`;

function added(lines: readonly string[]) {
  const text = lines.map((line) => `+${line}`).join('\n');
  return parseDiff(
    `diff --git a/a.ts b/a.ts\nnew file mode 100644\n--- /dev/null\n+++ b/a.ts\n@@ -0,0 +1,${lines.length} @@\n${text}\n`,
  ).patches;
}

describe('what the program sees by itself', () => {
  it.each([
    ['nothing in plain lines', ['const a = 1;'], []],
    ['a secret', ['const a = 1;', `const token = '${TOKEN}';`], ['2 A secret is about to be committed']],
    [
      'a character that changes the direction of text',
      ['if (a\u202e) {'],
      ['1 Hidden characters are about to be committed'],
    ],
    [
      'both, one finding each',
      [`'${TOKEN}'`, 'a\u200bb'],
      ['1 A secret is about to be committed', '2 Hidden characters are about to be committed'],
    ],
  ])('%s', (_what, lines, expected) => {
    const seen = ownFindings(added(lines)).map(({ anchor, finding }) => `${anchor.line} ${finding.title}`);
    expect(seen).toEqual(expected);
  });

  it('never repeats the secret, and stands on a line GitHub takes', () => {
    const patches = added([`const token = '${TOKEN}';`, `const again = '${TOKEN}';`]);
    const [only, ...rest] = ownFindings(patches);
    expect(rest).toEqual([]);
    expect(JSON.stringify(only)).not.toContain(TOKEN);
    expect(only?.alsoAt.map((anchor) => anchor.line)).toEqual([2]);
    const range = { path: 'a.ts', side: 'RIGHT' as const, startLine: null, line: 1 };
    expect(legalRange({ patches, unread: [], sources: [] }, range)).toEqual({ ok: true });
  });
});
