import { describe, expect, it } from '@jest/globals';
import { attributesOf } from '../../../src/core/scope/attributes.ts';

describe('.gitattributes', () => {
  it.each<[string, string, string, boolean | null]>([
    ['set', 'dist/** linguist-generated', 'dist/a/b.js', true],
    ['set among others', 'dist/** -diff linguist-generated=true', 'dist/index.js', true],
    ['unset', '*.lock -linguist-generated', 'a/b.lock', false],
    ['false', '*.lock linguist-generated=false', 'b.lock', false],
    ['not mentioned', '*.ts text', 'a.ts', null],
    ['the last line wins', '* linguist-generated\n*.ts -linguist-generated', 'a.ts', false],
    ['taken back', '* linguist-generated\n*.ts !linguist-generated', 'a.ts', null],
    ['a comment', '# * linguist-generated', 'a.ts', null],
    ['a quoted pattern', '"a b/*" linguist-generated', 'a b/c.ts', true],
    ['a slash anchors', 'gen/*.ts linguist-generated', 'src/gen/a.ts', null],
    ['a leading slash anchors', '/a.ts linguist-generated', 'src/a.ts', null],
    ['a folder pattern matches no file', 'gen/ linguist-generated', 'gen/a.ts', null],
    ['a negative pattern is ignored', '!a.ts linguist-generated', 'b.ts', null],
    ['braces are letters', '*.{ts,js} linguist-generated', 'a.ts', null],
    ['windows line ends', '*.ts linguist-generated\r\n', 'a.ts', true],
  ])('%s', (_title, text, path, generated) => {
    expect(attributesOf(text)(path).generated).toBe(generated);
  });

  it('vendored is its own attribute', () => {
    expect(attributesOf('lib/** linguist-vendored')('lib/a.c')).toEqual({ generated: null, vendored: true });
  });
});
