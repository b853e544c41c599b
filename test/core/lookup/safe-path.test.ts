import { posix, win32 } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { doorTo, pathProblem } from '../../../src/core/lookup/safe-path.ts';

describe('a path by its letters', () => {
  it.each([
    'src/main.ts',
    '.github/workflows/ci.yml',
    '.gitignore',
    'docs/.gitkeep',
    'a/..b/c',
    'a...b',
    'my.git/readme',
    '-n',
    ':(exclude)x',
    '~/x',
    '%2e%2e/x',
    'naïve/日本.txt',
    'odd "name"\nwith a line break\t.txt',
  ])('%j may be asked for', (path) => expect(pathProblem(path)).toBeNull());

  it.each([
    ['', 'it is empty'],
    ['/etc/passwd', 'it is absolute'],
    ['//server/share', 'it is absolute'],
    ['C:/Windows', 'it is absolute'],
    ['c:x', 'it is absolute'],
    ['a\0b', 'it holds a NUL character'],
    ['..\\secret', 'it holds a backslash; folders are separated by /'],
    ['\\\\server\\share', 'it holds a backslash; folders are separated by /'],
    ['src//a.ts', 'it holds an empty part'],
    ['src/', 'it holds an empty part'],
    ['..', 'it holds . or .. as a part'],
    ['../a.ts', 'it holds . or .. as a part'],
    ['src/../../a.ts', 'it holds . or .. as a part'],
    ['src/./a.ts', 'it holds . or .. as a part'],
    ['.git/config', 'it leads into .git'],
    ['.GIT/config', 'it leads into .git'],
    ['sub/.git', 'it leads into .git'],
    ['.git./config', 'it leads into .git'],
    ['.git /config', 'it leads into .git'],
    ['git~1/config', 'it leads into .git'],
    ['.git::$INDEX_ALLOCATION/config', 'it leads into .git'],
    ['.g\u200cit/config', 'it leads into .git'],
    ['.ｇｉｔ/config', 'it leads into .git'],
    ['a'.repeat(1_001), 'it has more than 1000 characters'],
  ])('%j is refused', (path, problem) => expect(pathProblem(path)).toBe(problem));

  const part = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '..',
      '.',
      '',
      '.git',
      '.GIT',
      '.git ',
      'git~1',
      'a',
      'C:',
      '\\',
      '..\\',
      '\0',
      '.\u200dgit',
    ),
  );
  const paths = fc
    .array(part, { maxLength: 6 })
    .chain((parts) => fc.constantFrom('/', '\\', '//').map((separator) => parts.join(separator)));

  it('whatever comes through stays in the repository, on any system, and out of .git', () => {
    fc.assert(
      fc.property(paths, (path) => {
        if (pathProblem(path) !== null) return;
        for (const system of [posix, win32]) {
          expect(system.isAbsolute(path)).toBe(false);
          expect(system.normalize(path).split(/[\\/]/)).not.toContain('..');
        }
        expect(posix.normalize(path)).toBe(path);
        expect(path.toLowerCase().split(/[\\/]/)).not.toContain('.git');
        expect(path).not.toContain('\0');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a path by the listing of a revision', () => {
  const entries = [
    { path: 'src/a.ts', mode: '100644' },
    { path: 'run.sh', mode: '100755' },
    { path: 'link', mode: '120000' },
    { path: 'deep/link', mode: '120000' },
    { path: 'vendor', mode: '160000' },
  ];
  const door = doorTo({ entries, complete: true });

  it.each([
    ['src/a.ts', null],
    ['run.sh', null],
    ['src', 'there is no such file at this revision'],
    ['src/b.ts', 'there is no such file at this revision'],
    ['link', 'it is a symbolic link, which is not followed'],
    ['link/etc/passwd', 'it leads through a symbolic link, which is not followed'],
    ['deep/link/x', 'it leads through a symbolic link, which is not followed'],
    ['vendor', 'it is a submodule, which is not entered'],
    ['vendor/lib.c', 'it leads through a submodule, which is not entered'],
    ['../src/a.ts', 'it holds . or .. as a part'],
  ])('%s', (path, problem) => expect(door.problemWith(path)).toBe(problem));

  it('a listing that was cut proves nothing about other files, and still keeps links shut', () => {
    const cut = doorTo({ entries, complete: false });
    expect(cut.problemWith('src/b.ts')).toBeNull();
    expect(cut.problemWith('link/x')).toBe('it leads through a symbolic link, which is not followed');
    expect(cut.problemWith('.git/config')).toBe('it leads into .git');
  });

  it('nothing but files of a whole listing comes through', () => {
    fc.assert(
      fc.property(fc.string(), (path) => {
        expect(door.problemWith(path) === null).toBe(path === 'src/a.ts' || path === 'run.sh');
      }),
    );
  });
});
