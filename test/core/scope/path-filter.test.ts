import { describe, expect, it } from '@jest/globals';
import { holdsFor, pathExclusion, pathMatcher } from '../../../src/core/scope/path-filter.ts';

describe('path globs', () => {
  it.each([
    ['a name matches in any folder', '*.md', 'docs/a/b.md', true],
    ['a name matches at the root', '*.md', 'README.md', true],
    ['a leading slash means the root', '/*.md', 'docs/b.md', false],
    ['a trailing slash means everything below', 'docs/', 'docs/a/b.md', true],
    ['a folder glob is anchored', 'docs/**', 'src/docs/a.md', false],
    ['hidden files match', '**/*.yml', '.github/workflows/ci.yml', true],
    ['braces', 'src/*.{ts,js}', 'src/a.js', true],
    ['one star stays within a folder', 'src/*.ts', 'src/a/b.ts', false],
    ['odd characters in a path', '*.ts', 'a b/[id]/(x)/é.ts', true],
  ])('%s', (_title, glob, path, matches) => {
    expect(pathMatcher([glob])(path)).toBe(matches ? glob : null);
  });

  it('case counts unless it is told not to', () => {
    expect(pathMatcher(['**/*auth*'])('src/OAuth.ts')).toBeNull();
    expect(pathMatcher(['**/*auth*'], { anyCase: true })('src/OAuth.ts')).toBe('**/*auth*');
  });

  it.each([
    ['without globs every path', [], 'any/where.ts', true],
    ['a path that one of them matches', ['docs/**', 'src/**'], 'src/a.ts', true],
    ['no other path', ['docs/**', 'src/**'], 'test/a.ts', false],
  ])('what names globs holds for: %s', (_title, globs, path, holds) => {
    expect(holdsFor(globs)(path)).toBe(holds);
  });

  it('exclude beats include, and each reason names the glob', () => {
    const exclusion = pathExclusion({ include: ['src/**'], exclude: ['src/gen/**'] });
    expect(exclusion('src/a.ts')).toBeNull();
    expect(exclusion('src/gen/a.ts')).toBe('src/gen/a.ts matches paths.exclude: src/gen/**');
    expect(exclusion('a.ts')).toBe('a.ts matches none of paths.include: src/**');
  });
});
