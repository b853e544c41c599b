import { describe, expect, it } from '@jest/globals';
import { legalRange } from '../../../src/core/diff/anchors.ts';
import { parseDiff } from '../../../src/core/diff/parse.ts';
import type { Finding } from '../../../src/core/findings/finding.ts';
import { ownFindings, withoutRetold } from '../../../src/core/findings/own-findings.ts';
import { placeFinding } from '../../../src/core/findings/place.ts';
import { finding } from './generate.ts';

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

  it.each<[string, Partial<Finding>, boolean]>([
    ['of the same secret is set aside', {}, true],
    ['of another line is kept', { quote: 'other();' }, false],
    ['of another kind of defect is kept', { category: 'bug' }, false],
  ])('a finding of the model %s', (_what, fields, isRetold) => {
    const patches = added([`const token = '${TOKEN}';`, 'other();']);
    const quote = "const token = '[redacted: GitHub token]';";
    const claim = finding({ path: 'a.ts', category: 'security', quote, claimedLine: null, ...fields });
    const code = { diff: { patches, unread: [], sources: [] }, texts: { head: new Map(), base: new Map() } };
    const placed = placeFinding(claim, code);
    if (!('anchor' in placed)) throw new Error(placed.reason);
    const { kept, retold } = withoutRetold([placed], ownFindings(patches));
    expect([kept.length, retold.length]).toEqual(isRetold ? [0, 1] : [1, 0]);
  });

  const prints = (lines: readonly string[]) =>
    ownFindings(added(lines)).map(({ fingerprint }) => fingerprint);
  const secret = (letter: string) => `const token = 'ghp_${letter.repeat(40)}';`;

  it('another secret of a file is another finding, so that settling the first hides nothing', () => {
    const [first] = prints([secret('A')]);
    expect(prints(['', secret('A')])).toEqual([first]);
    expect(prints([secret('B')])).not.toContain(first);
    expect(prints([secret('B'), secret('A')])).toEqual([expect.not.stringMatching(`^${first}$`), first]);
  });

  it('many secrets of a file are three findings, the last of which changes with every further one', () => {
    const many = [...'ABCDE'].map(secret);
    const found = ownFindings(added(many));
    expect(found.map(({ anchor, alsoAt }) => [anchor.line, alsoAt.length])).toEqual([
      [1, 0],
      [2, 0],
      [3, 2],
    ]);
    expect(prints([...many, secret('F')])[2]).not.toBe(found[2]?.fingerprint);
  });

  it('never repeats the secret, and stands on a line GitHub takes', () => {
    const patches = added([`const token = '${TOKEN}';`, `  const token = '${TOKEN}';`]);
    const [only, ...rest] = ownFindings(patches);
    expect(rest).toEqual([]);
    expect(JSON.stringify(only)).not.toContain(TOKEN);
    expect(only?.alsoAt.map((anchor) => anchor.line)).toEqual([2]);
    const range = { path: 'a.ts', side: 'RIGHT' as const, startLine: null, line: 1 };
    expect(legalRange({ patches, unread: [], sources: [] }, range)).toEqual({ ok: true });
  });
});
