import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dataErrors } from '../../../src/core/findings/data-errors.ts';

describe('errors in files of data', () => {
  it.each([
    ['whole JSON', 'package.json', '{"a": [1, 2]}\n', 0],
    ['JSON with a comma too many', 'package.json', '{"a": [1, 2],}\n', 1],
    ['JSON without its end', 'a/B.JSON', '{"a": [1, 2]', 1],
    ['whole YAML', 'ci.yml', 'a: 1\nb:\n  - c\n', 0],
    ['several YAML documents', 'k8s.yaml', 'a: 1\n---\na: 2\n', 0],
    ['an empty YAML file', 'ci.yml', '', 0],
    ['a key that occurs twice', 'ci.yml', 'a: 1\na: 2\n', 1],
    ['YAML whose indentation is lost', 'ci.yml', 'a:\n    b: 1\n  c: 2\n', 1],
    ['code', 'a.ts', 'f(', null],
    ['JSON with comments by name', 'a.jsonc', '// a\n{', null],
    ['prose', 'README.md', '{', null],
    ['a file that is too large', 'a.json', ' '.repeat(100_001), null],
  ])('%s', (_what, path, text, errors) => {
    expect(dataErrors(path, text)).toBe(errors);
  });

  it('any text has a count, and none is thrown', () => {
    const path = fc.constantFrom('a.json', 'a.yml');
    const lines = fc.array(
      fc.constantFrom('a: 1', '- b', '  c:', '[', '{', '"', '&x', '*x', '---', '|', '\t'),
    );
    fc.assert(
      fc.property(
        path,
        fc.oneof(
          fc.string(),
          lines.map((all) => all.join('\n')),
        ),
        (name, text) => {
          expect(dataErrors(name, text)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
