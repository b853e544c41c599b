import { describe, expect, it } from '@jest/globals';
import { openSymbols } from '../../src/grammar/symbols.ts';

const GRAMMARS = new URL('../../dist/grammars/', import.meta.url);
const symbols = openSymbols(GRAMMARS);

/** `function run 3-5` with the bases of a type after it. */
async function outlined(path: string, text: string): Promise<string[]> {
  const outline = (await symbols.outline(new Map([[path, text]]))).get(path);
  if (outline === undefined) throw new Error(`${path} was not outlined`);
  return outline.definitions.map(({ kind, name, startLine, line, bases }) =>
    [kind, name, `${startLine}-${line}`, ...(bases.length > 0 ? [`: ${bases.join(', ')}`] : [])].join(' '),
  );
}

const CASES: readonly (readonly [path: string, lines: readonly string[], expected: readonly string[]])[] = [
  [
    'cart.ts',
    [
      'export abstract class Cart<T> extends shop.Base<T> implements Priced, Kept<T> {',
      '  total = () => 1;',
      '  async add(item: T): Promise<void> {',
      '    await item;',
      '  }',
      '  abstract clear(): void;',
      '}',
      'interface Priced extends Named { price(a: string): number }',
      'export const sum = async (a: number) => {',
      '  return a;',
      '};',
      'export const LIMIT = 3;',
      'enum Kind { A, B }',
    ],
    [
      'type Cart 1-7 : Base, Priced, Kept',
      'function total 2-2',
      'function add 3-5',
      'function clear 6-6',
      'type Priced 8-8 : Named',
      'function price 8-8',
      'function sum 9-11',
      'value LIMIT 12-12',
      'type Kind 13-13',
    ],
  ],
  ['view.tsx', ['export function View() {', '  return <p>1</p>;', '}'], ['function View 1-3']],
  [
    'a.js',
    [
      'class A extends B {',
      '  run() {}',
      '}',
      'exports.load = function () {};',
      'const t = { go: () => 1 };',
    ],
    ['type A 1-3 : B', 'function run 2-2', 'function load 4-4', 'value t 5-5', 'function go 5-5'],
  ],
  [
    'a.py',
    [
      'class A(B, mod.C, metaclass=M):',
      '    @property',
      '    def foo(self):',
      '        return 1',
      'LIMIT = 3',
    ],
    ['type A 1-4 : B, C', 'function foo 3-4', 'value LIMIT 5-5'],
  ],
  [
    'a.go',
    [
      'package a',
      'type S struct {',
      '\tBase',
      '\tX int',
      '}',
      'type I interface {',
      '\tFoo() error',
      '}',
      'func (s *S) Foo() error {',
      '\treturn nil',
      '}',
      'const K = 1',
    ],
    ['type S 2-5 : Base', 'type I 6-8', 'function Foo 7-7', 'function Foo 9-11', 'value K 12-12'],
  ],
  [
    'A.java',
    [
      '@Ann class A<T> extends B<T> implements C, D.E {',
      '  private int x = 1;',
      '  @Override public void foo(int y) {',
      '  }',
      '}',
      'interface I extends J { void bar(); }',
    ],
    ['type A 1-5 : B, C, E', 'value x 2-2', 'function foo 3-4', 'type I 6-6 : J', 'function bar 6-6'],
  ],
  [
    'a.rs',
    [
      'trait T: U {',
      '  fn foo(&self);',
      '}',
      'impl T for S {',
      '  fn foo(&self) {}',
      '}',
      'const K: i32 = 1;',
    ],
    ['type T 1-3 : U', 'function foo 2-2', 'type S 4-6 : T', 'function foo 5-5', 'value K 7-7'],
  ],
  [
    'a.c',
    [
      '#define MAX 3',
      'static int foo(int a) {',
      '  return 1;',
      '}',
      'struct s { int x; };',
      'char *bar(void);',
    ],
    ['value MAX 1-1', 'function foo 2-4', 'type s 5-5', 'function bar 6-6'],
  ],
  [
    'a.cpp',
    [
      'class A : public B, private c::D {',
      ' public:',
      '  virtual void foo() override { }',
      '};',
      'void A::bar(int x) const {}',
    ],
    ['type A 1-4 : B, D', 'function foo 3-3', 'function bar 5-5'],
  ],
  [
    'A.cs',
    [
      'public class A<T> : B<T>, IC {',
      '  public int X { get; set; }',
      '  public override void Foo(int a) {',
      '  }',
      '}',
      'record R(int A) : Q;',
    ],
    ['type A 1-5 : B, IC', 'value X 2-2', 'function Foo 3-4', 'type R 6-6 : Q'],
  ],
  [
    'a.rb',
    [
      'module M',
      '  class A < B::C',
      '    include D',
      '    def foo(x)',
      '    end',
      '    def self.bar; end',
      '  end',
      'end',
    ],
    ['type M 1-8', 'type A 2-7 : C, D', 'function foo 4-5', 'function bar 6-6'],
  ],
  [
    'a.php',
    [
      '<?php',
      'class X extends Y implements Z, \\Q\\W {',
      '  use Tr;',
      '  const K = 1;',
      '  public function foo(int $a): void {',
      '  }',
      '}',
    ],
    ['type X 2-7 : Y, Z, W, Tr', 'value K 4-4', 'function foo 5-6'],
  ],
  [
    'a.swift',
    [
      'class A: B, C {',
      '  func foo(a: Int) -> Int {',
      '    return 1',
      '  }',
      '}',
      'protocol P: Q { func bar() }',
    ],
    ['type A 1-5 : B, C', 'function foo 2-4', 'type P 6-6 : Q', 'function bar 6-6'],
  ],
  [
    'a.kt',
    [
      'class A<T : Any>(val b: Int) : B(b), C {',
      '  override fun foo(a: Int): Int {',
      '    val c = a',
      '    return c',
      '  }',
      '}',
      'fun A<Int>.bar() = foo(1)',
      'enum class E { ONE, TWO }',
      'object O : P {',
      '  val k = 1',
      '}',
      'class N(q: P) : P by q',
    ],
    [
      'type A 1-6 : B, C',
      'function foo 2-5',
      'function bar 7-7',
      'type E 8-8',
      'value ONE 8-8',
      'value TWO 8-8',
      'type O 9-11 : P',
      'type N 12-12 : P',
    ],
  ],
];

describe('what a file defines', () => {
  it.each(CASES)('%s', async (path, lines, expected) => {
    expect(await outlined(path, lines.join('\n'))).toEqual(expected);
  });

  it('a signature ends where the body begins', async () => {
    const text = 'def price(\n    net,\n    tax,\n):\n    return net * tax\n';
    const outline = (await symbols.outline(new Map([['a.py', text]]))).get('a.py');
    expect(outline?.definitions).toMatchObject([{ startLine: 1, signatureLine: 4, line: 5 }]);
  });

  it('lines that are only comment are told from those that hold code', async () => {
    const text = '// one\nrun(); // two\n/* three\nfour */\n';
    const outline = (await symbols.outline(new Map([['a.ts', text]]))).get('a.ts');
    expect([...(outline?.comments ?? [])]).toEqual([1, 3, 4]);
  });

  it('half a file is outlined as far as it can be read', async () => {
    expect(await outlined('a.ts', 'function whole() {\n  return 1;\n}\nfunction torn( {{{ ')).toContain(
      'function whole 1-3',
    );
  });

  it.each([
    ['a language without a grammar', 'a.scala', 'def f() = {}'],
    ['prose', 'README.md', '# Title'],
    ['a file no person wrote', 'a.ts', 'x'.repeat(400_001)],
  ])('%s is left to the reader of lines', async (_title, path, text) => {
    expect((await symbols.outline(new Map([[path, text]]))).size).toBe(0);
  });

  it('grammars that are not there stop nothing', async () => {
    const lost = openSymbols(new URL('./nowhere/', import.meta.url));
    expect((await lost.outline(new Map([['a.ts', 'const a = 1;']]))).size).toBe(0);
  });
});

describe('how many syntax errors a text has', () => {
  const counted = async (path: string, text: string) => (await symbols.syntaxErrors([{ path, text }]))[0];

  it.each([
    ['a.ts', 'const a: number = 1;\n'],
    ['a.tsx', 'const a = <p>{b}</p>;\n'],
    ['a.js', 'const a = b?.c ?? 1;\n'],
    ['a.py', 'def f(x):\n    return x\n'],
    ['a.go', 'package a\nfunc f() int { return 1 }\n'],
    ['A.java', 'class A { int f() { return 1; } }\n'],
    ['a.rs', 'fn f() -> i32 { 1 }\n'],
    ['a.c', 'int f(void) { return 1; }\n'],
    ['a.cpp', 'class A { int f() { return 1; } };\n'],
    ['A.cs', 'class A { int F() { return 1; } }\n'],
    ['a.rb', 'def f(x)\n  x\nend\n'],
    ['a.php', '<?php\nfunction f() { return 1; }\n'],
    ['a.swift', 'func f() -> Int { return 1 }\n'],
    ['a.kt', 'fun f(): Int { return 1 }\n'],
  ])('%s: none in whole code, some where its end is torn off', async (path, text) => {
    expect(await counted(path, text)).toBe(0);
    expect(await counted(path, `${text}${text.slice(0, Math.ceil(text.length / 2))} ( {`)).toBeGreaterThan(0);
  });

  it.each([
    ['a word that is missing', 'const a = f(1;\n', 1],
    ['a word too many', 'const a = 1;\n}\n', 1],
    ['two places', 'const a = f(1;\nconst b = 2;\nconst c = f(3;\n', 2],
    ['an empty file', '', 0],
  ])('%s', async (_what, text, count) => {
    expect(await counted('a.ts', text)).toBe(count);
  });

  it('the answers come in the order asked, also for several texts of one path', async () => {
    const sources = ['f();', 'f(', 'g();'].map((text) => ({ path: 'a.js', text }));
    expect(await symbols.syntaxErrors([...sources, { path: 'README.md', text: 'f(' }])).toEqual([
      0,
      1,
      0,
      null,
    ]);
  });

  it.each([
    ['a language without a grammar', 'a.scala', 'fun f( {'],
    ['a file no person wrote', 'a.ts', '('.repeat(400_001)],
  ])('%s: nobody can tell', async (_title, path, text) => {
    expect(await counted(path, text)).toBeNull();
  });

  it('brackets that never end take no time without end', async () => {
    expect(await counted('a.ts', '[{('.repeat(20_000))).not.toBe(0);
  });

  it('grammars that are not there stop nothing', async () => {
    const lost = openSymbols(new URL('./nowhere/', import.meta.url));
    expect(await lost.syntaxErrors([{ path: 'a.ts', text: 'f(' }])).toEqual([null]);
  });
});
