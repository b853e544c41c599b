import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { keysOf, keyWords, spellingsOf } from '../../../src/core/context/keys.ts';
import { usedNames } from '../../../src/core/context/names.ts';
import { oldTextOf } from '../../../src/core/context/old-text.ts';
import { roughOutline } from '../../../src/core/context/rough-outline.ts';
import { touchedBy } from '../../../src/core/context/touched.ts';
import { rebuildPatch } from '../../../src/core/diff/rebuild.ts';

function patchBetween(path: string, old: string, now: string) {
  return rebuildPatch({ path, oldPath: path, status: 'modified' }, old, now);
}

function touched(path: string, old: string, now: string) {
  const version = (text: string) => ({ text, outline: roughOutline(text) });
  return touchedBy(patchBetween(path, old, now), { head: version(now), old: version(old) });
}

describe('the old text', () => {
  it('comes out of the hunks, whatever was changed', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', '  d'), { maxLength: 40 });
    fc.assert(
      fc.property(lines, lines, (old, now) => {
        const [before, after] = [
          old.map((line) => `${line}\n`).join(''),
          now.map((line) => `${line}\n`).join(''),
        ];
        const found = oldTextOf(patchBetween('a.txt', before, after), after);
        expect(found).toBe(before.replace(/\n$/, ''));
      }),
    );
  });

  it('is not made up when the hunks do not fit the text', () => {
    expect(oldTextOf(patchBetween('a.txt', 'one\n', 'two\n'), 'three\n')).toBeNull();
  });
});

describe('what a change touches', () => {
  const OLD = 'class Cart {\n  total(): number {\n    return 1;\n  }\n  clear(): void {\n  }\n}\n';

  it('a changed function, the type around it, and not the others', () => {
    const found = touched('cart.ts', OLD, OLD.replace('return 1', 'return sumOf(this.goods)'));
    expect(found).toMatchObject({ gone: [], changed: ['total'], types: ['Cart'] });
    expect(found.used).toEqual(['sumOf', 'goods']);
  });

  it('a function that is gone, and one that was renamed', () => {
    const without = OLD.replace('  clear(): void {\n  }\n', '');
    expect(touched('cart.ts', OLD, without).gone).toEqual(['clear']);
    expect(touched('cart.ts', OLD, OLD.replace('clear', 'empty')).gone).toEqual(['clear']);
  });

  it('a constructor stands for its class: nobody writes its name', () => {
    const old = 'class Cart:\n    def __init__(self, a):\n        self.a = a\n';
    expect(touched('cart.py', old, old.replace('= a', '= a or 0')).changed).toContain('Cart');
  });

  it.each([
    ['a field', '  price: number;\n', 'price'],
    ['a case', '  OUT_OF_STOCK,\n', 'OUT_OF_STOCK'],
    ['a key', "  'title': 'Titel',\n", 'title'],
    ['a typed field', '  private String subtitle;\n', 'subtitle'],
  ])('%s that is gone', (_title, line, name) => {
    const text = (inner: string) => `type Item = {\n  kept: string;\n${inner}};\n`;
    expect(touched('a.ts', text(line), text('')).gone).toContain(name);
  });

  it('a key the file no longer speaks of is lost, one it still does is not', () => {
    const found = touched('a.ts', "read('user_name');\n", "read('user_email');\n");
    expect([...found.keysLost]).toEqual(['user_name']);
    const kept = touched('a.ts', "read('user_name');\n", "read('user_name', 1);\n");
    expect([...kept.keysLost]).toEqual([]);
  });

  it('the place where a moved file was is lost', () => {
    const moved = {
      ...patchBetween('lib/b.js', 'a\n', 'b\n'),
      oldPath: 'src/lib/a.js',
      status: 'renamed',
    } as const;
    expect([...touchedBy(moved, { head: null, old: null }).keysLost]).toEqual(['lib/a.js', 'lib/a']);
  });

  it('types, and functions of the same file that use what changed, say what is near', () => {
    const old = 'const MAX_NOTES = 5;\nfunction add(note: Note) {\n  store.insertNote(note, MAX_NOTES);\n}\n';
    expect(touched('a.ts', old, old.replace('5', '9')).near).toEqual(
      expect.arrayContaining(['Note', 'store', 'insertNote']),
    );
  });
});

describe('keys', () => {
  it.each<[string, string, string[]]>([
    ['a dotted setting', "config.get('mail.timeout_s')", ['mail.timeout_s', 'timeout_s', 'mail']],
    [
      'the last parts that tell something',
      "config.get('invoice.notice.path.name')",
      ['invoice.notice.path.name', 'notice', 'invoice'],
    ],
    ['a route', "router.get('/api/users/:userId')", ['/api/users/:userId', 'userId', 'users']],
    ['a setting of the environment', 'process.env.PAYMENT_TIMEOUT', ['PAYMENT_TIMEOUT']],
    [
      'columns in a statement',
      '"SELECT cancelled_at FROM customer_order"',
      ['cancelled_at', 'customer_order'],
    ],
    ['a symbol of Ruby', 'validates :nickname', ['nickname']],
    ['no imports', "import { a } from './some/module';", []],
    ['no sentences', '"Please try again later"', []],
    ['no formats', '"%s: %d"', []],
  ])('%s', (_title, line, expected) => expect(keysOf(line).sort()).toEqual(expected.sort()));

  it('of settings every longer word', () => {
    expect(keyWords('timeout_seconds: 4\nurl: x')).toEqual(['timeout_seconds']);
  });

  it('as other places write them', () => {
    expect(spellingsOf('timeoutSeconds')).toEqual([
      'timeout_seconds',
      'TimeoutSeconds',
      'timeout-seconds',
      'TIMEOUT_SECONDS',
    ]);
    expect(spellingsOf('plain')).toEqual([]);
  });

  it.each([
    ['one quote after the other', '"'.repeat(20_000)],
    ['one letter', 'a'.repeat(100_000)],
    ['open quotes', '"abcd '.repeat(20_000)],
  ])('hostile text: %s', (_title, text) => {
    expect(keysOf(text).length).toBeLessThanOrEqual(30);
    expect(usedNames(text).length).toBeLessThanOrEqual(60);
    expect(roughOutline(text).definitions).toEqual([]);
  });
});

describe('an outline by the look of the lines', () => {
  it('goes by how far lines are in', () => {
    const text = [
      '// A cart.',
      'class Cart(val owner: User) : Base(), Priced {',
      '    fun total(): Int {',
      '        return 1',
      '    }',
      '}',
      'const val LIMIT = 3',
    ].join('\n');
    const { definitions, comments } = roughOutline(text);
    expect(definitions).toEqual([
      { name: 'Cart', kind: 'type', startLine: 2, line: 6, signatureLine: 2, bases: ['Base', 'Priced'] },
      { name: 'total', kind: 'function', startLine: 3, line: 5, signatureLine: 3, bases: [] },
      { name: 'LIMIT', kind: 'value', startLine: 7, line: 7, signatureLine: 7, bases: [] },
    ]);
    expect([...comments]).toEqual([1]);
  });
});
