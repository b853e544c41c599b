import { describe, expect, it } from '@jest/globals';
import { guidanceFor, isGuidance } from '../../../src/core/context/guidance.ts';
import { changedNames } from '../../../src/core/context/names.ts';
import { repositoryPaths } from '../../../src/core/context/repository-paths.ts';
import { spansAround } from '../../../src/core/context/spans.ts';
import { isTestPath, testsOf } from '../../../src/core/context/test-files.ts';
import { changedTies, likelyImporters, wantedImports, wantedTests } from '../../../src/core/context/want.ts';
import { editOf, patchOf } from './builders.ts';

describe('names a change touches', () => {
  it.each<[string, string[], string[]]>([
    [
      'gone names first',
      ['-export function oldPrice() {', '+export function newPrice() {'],
      ['oldPrice', 'newPrice'],
    ],
    ['Python', ['-def load_cart(self):', '+def load_cart(self, user):'], ['load_cart']],
    ['Go with a receiver', ['+func (s *Store) FindUser(id int) error {'], ['FindUser']],
    ['Java', ['+    public static Price parsePrice(String text) {'], ['parsePrice']],
    ['a C function', ['-static int read_block(int fd) {'], ['read_block']],
    ['a method of a class', ['-  async chargeCard(amount) {'], ['chargeCard']],
    ['short and common names are no use', ['+const id = 1;', '+function main() {', '+let value = 2;'], []],
    ['conditions are no names', ['+    if (ready) {', '+  } else while (open) {'], []],
  ])('%s', (_title, lines, expected) => {
    expect(changedNames(patchOf('a.ts', { at: 1, lines }))).toEqual(expected);
  });
});

describe('tests of a changed file', () => {
  it.each([
    ['src/cart.ts', 'src/cart.test.ts'],
    ['src/cart.ts', 'test/cart.spec.ts'],
    ['src/cart.ts', 'src/__tests__/cart.ts'],
    ['app/cart.py', 'tests/test_cart.py'],
    ['cart/cart.go', 'cart/cart_test.go'],
    ['src/main/Cart.java', 'src/test/CartTest.java'],
    ['Shop/Cart.cs', 'Shop.Tests/CartTests.cs'],
    ['lib/cart.rb', 'spec/cart_spec.rb'],
    ['src/Cart.php', 'tests/CartTest.php'],
    ['Sources/Cart.swift', 'Tests/CartTests.swift'],
  ])('%s is tested by %s', (path, test) => {
    expect(testsOf(editOf(path), repositoryPaths([path, test, 'other.test.ts']))).toEqual([test]);
    expect(isTestPath(test)).toBe(true);
  });

  it('the nearest come first, three at most, and a test has none', () => {
    const tests = ['a/x/cart.test.ts', 'b/cart.test.ts', 'b/c/cart.test.ts', 'd/cart.test.ts'];
    const paths = repositoryPaths(['b/c/cart.ts', ...tests]);
    expect(testsOf(editOf('b/c/cart.ts'), paths)).toEqual([
      'b/c/cart.test.ts',
      'b/cart.test.ts',
      'a/x/cart.test.ts',
    ]);
    expect(testsOf(editOf('b/cart.test.ts'), paths)).toEqual([]);
  });
});

describe('guidance', () => {
  it('applies from the root down to the folder of the change, and nowhere else', () => {
    const paths = repositoryPaths([
      'AGENTS.md',
      '.github/copilot-instructions.md',
      '.cursor/rules/style.mdc',
      '.cursor/rules/logo.png',
      'src/cart/CLAUDE.md',
      'src/REVIEW.md',
      'web/AGENTS.md',
      'CONTRIBUTING.md',
    ]);
    expect(guidanceFor(['src/cart/a.ts'], paths)).toEqual([
      '.cursor/rules/style.mdc',
      '.github/copilot-instructions.md',
      'AGENTS.md',
      'src/REVIEW.md',
      'src/cart/CLAUDE.md',
    ]);
    expect(isGuidance('src/cart/CLAUDE.md')).toBe(true);
    expect(isGuidance('CONTRIBUTING.md')).toBe(false);
  });
});

describe('what a change asks of its neighbourhood', () => {
  const paths = repositoryPaths([
    'src/a.ts',
    'src/b.ts',
    'src/shared.ts',
    'src/only.ts',
    'src/a.test.ts',
    'src/index.ts',
  ]);
  const change = {
    patches: [editOf('src/a.ts'), editOf('src/b.ts')],
    texts: new Map([
      ['src/a.ts', "import './shared';\nimport './only';\nimport './b';"],
      ['src/b.ts', "import './shared';"],
    ]),
    paths,
  };

  it('imports wanted by most changed files come first; changed files are not among them', () => {
    expect(wantedImports(change).map(({ path, of }) => [path, of])).toEqual([
      ['src/shared.ts', ['src/a.ts', 'src/b.ts']],
      ['src/only.ts', ['src/a.ts']],
    ]);
    expect(changedTies(change).get('src/a.ts')).toEqual(['src/b.ts']);
  });

  it('tests, and neighbours that may import it, barrels first', () => {
    expect(wantedTests(change).map(({ path, of }) => [path, of])).toEqual([['src/a.test.ts', ['src/a.ts']]]);
    expect(likelyImporters(change)).toEqual([
      'src/index.ts',
      'src/a.test.ts',
      'src/only.ts',
      'src/shared.ts',
    ]);
  });

  it('a large package is narrowed to the files the text speaks of', () => {
    const files = ['m/store/user_store.go', 'm/store/a.go', 'm/store/b.go', 'm/store/c.go'];
    const go = {
      patches: [editOf('m/main.go')],
      texts: new Map([['m/main.go', 'import "example.com/m/store"\nvar s store.UserStore']]),
      paths: repositoryPaths(['m/main.go', ...files]),
    };
    expect(wantedImports(go).map(({ path }) => path)).toEqual(['m/store/user_store.go']);
  });
});

describe('spans', () => {
  it('join where they meet and stay within the file', () => {
    const at = (line: number) => ({ startLine: line, line });
    expect(spansAround([at(30), at(2), at(12)], 5, 32)).toEqual([
      { startLine: 1, line: 17 },
      { startLine: 25, line: 32 },
    ]);
  });
});
