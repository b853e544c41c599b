import { describe, expect, it } from '@jest/globals';
import type { ContextPack } from '../../../src/core/budget/context-pack.ts';
import type { FilePatch } from '../../../src/core/diff/diff.ts';
import { chooseThinking } from '../../../src/core/prompt/thinking.ts';
import { editOf, KIMI, patchOf, settingsWith } from '../context/builders.ts';

function packOf(...patches: FilePatch[]): ContextPack {
  const packed = patches.map((patch) => ({
    patch,
    parts: patch.hunks.map((hunk) => ({ hunk, from: 0, to: hunk.lines.length })),
  }));
  return { index: 1, count: 1, patches: packed, snippets: [], leftOut: [], tokens: 0 };
}

const SMALL = packOf(editOf('src/label.ts', 1, { old: 'a', now: 'b' }));
const LARGE = packOf(patchOf('src/label.ts', { at: 1, lines: Array.from({ length: 40 }, () => '+x') }));

describe('thinking', () => {
  it.each<[string, ContextPack, string, 'enabled' | 'disabled', string]>([
    ['a small harmless change', SMALL, '', 'disabled', 'small change (2 lines)'],
    ['many lines', LARGE, '', 'enabled', 'thinking-rules.changed-lines: 40'],
    [
      'many files',
      packOf(editOf('a.ts'), editOf('b.ts'), editOf('c.ts')),
      '',
      'enabled',
      'thinking-rules.files: 3',
    ],
    [
      'a risky path in any case',
      packOf(editOf('src/OAuth/x.ts')),
      '',
      'enabled',
      'src/OAuth/x.ts is a risky path',
    ],
    [
      'documentation, however long',
      packOf(patchOf('docs/auth.md', { at: 1, lines: Array.from({ length: 90 }, () => '+password') })),
      '',
      'disabled',
      'only documentation',
    ],
    ['dependencies in a text file', packOf(editOf('requirements-auth.txt')), '', 'enabled', 'risky path'],
    [
      'a password in the text',
      packOf(editOf('src/a.ts', 1, { now: 'if (password === other) {' })),
      '',
      'enabled',
      'authentication',
    ],
    ['money', packOf(editOf('src/a.ts', 1, { now: 'const amount = price * 2;' })), '', 'enabled', 'money'],
    ['SQL', packOf(editOf('src/a.ts', 1, { now: 'db("DELETE FROM users")' })), '', 'enabled', 'stored data'],
    ['a lock', packOf(editOf('src/a.go', 1, { old: 'mu.Unlock() // mutex' })), '', 'enabled', 'concurrency'],
    [
      'an export that is gone',
      packOf(editOf('src/a.ts', 1, { old: 'export const label = 1;' })),
      '',
      'enabled',
      'public interface',
    ],
    ['the setting on', SMALL, 'thinking: enabled', 'enabled', 'thinking: enabled is set'],
    ['the setting off', LARGE, 'thinking: disabled', 'disabled', 'thinking: disabled is set'],
    ['quick effort', LARGE, 'effort: quick', 'disabled', 'effort: quick'],
    ['deep effort', SMALL, 'effort: deep', 'enabled', 'effort: deep'],
    [
      'the setting beats effort',
      LARGE,
      'effort: deep\nthinking: disabled',
      'disabled',
      'thinking: disabled is set',
    ],
    ['other thresholds', SMALL, 'thinking-rules: { changed-lines: 2 }', 'enabled', 'changed-lines: 2'],
  ])('%s', (_title, pack, config, thinking, reason) => {
    const choice = chooseThinking(pack, settingsWith(config), KIMI);
    expect(choice).toEqual({ thinking, reason: expect.stringContaining(reason) });
  });

  it('what the model allows comes first', () => {
    const off = settingsWith('thinking: disabled');
    expect(chooseThinking(SMALL, off, { ...KIMI, thinking: 'always' }).thinking).toBe('enabled');
    expect(chooseThinking(LARGE, settingsWith(), { ...KIMI, thinking: 'none' }).thinking).toBe('disabled');
  });
});
