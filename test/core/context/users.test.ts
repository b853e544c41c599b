import { describe, expect, it } from '@jest/globals';
import { usersAmong } from '../../../src/core/context/users.ts';
import { type Edit, type Files, many, surroundingsOf } from './surroundings.ts';

/** `path: reason, lines` of everybody who uses what changed. */
function users(edit: Edit, around: Files): string[] {
  const found = usersAmong(surroundingsOf(edit, around));
  return found.map(({ path, reason, centres }) => `${path}: ${reason}, ${centres}`);
}

const PRICE = 'export function priceOf(net: number) {\n  return net;\n}\n';
const PAGE = "use(Page);\nimport { priceOf } from './old/price';\n\nshow(priceOf(1));\n";
const MOVED = { path: 'src/price.ts', oldPath: 'src/old/price.ts', old: PRICE };

describe('who imports what is no longer there', () => {
  it.each<[string, Edit, string]>([
    [
      'a file that moved: the line that imports it',
      { ...MOVED, now: PRICE },
      'src/page.ts: uses a removed name, 2',
    ],
    [
      'a file that moved and changed: the lines that use what changed as well',
      { ...MOVED, now: PRICE.replace('return net', 'return 2 * net') },
      'src/page.ts: uses a removed name, 2,4',
    ],
    [
      'a file that is gone: the line that imports it',
      { path: 'src/old/price.ts', old: PRICE, now: '' },
      'src/page.ts: uses a removed name, 2',
    ],
    [
      'a file that stays: the lines that use what changed',
      { path: 'src/old/price.ts', old: PRICE, now: PRICE.replace('return net', 'return 2 * net') },
      'src/page.ts: imports a changed file, 2,4',
    ],
    [
      'a file that stays and has a method more: the lines that say its type',
      {
        path: 'src/old/price.ts',
        old: 'class Page {\n}\n',
        now: 'class Page {\n  more() {\n    a();\n  }\n}\n',
      },
      'src/page.ts: imports a changed file, 1',
    ],
  ])('%s', (_title, edit, expected) => expect(users(edit, { 'src/page.ts': PAGE })).toEqual([expected]));
});

/** A method of a type changed: in a file that others do not import, so that names alone have to do. */
function methodOf(type: string): Edit {
  const old = `class ${type} {\n  findFirst(id) {\n    return id;\n  }\n}\n`;
  return { path: 'lib/store.ts', old, now: old.replace('return id', 'return id + 1') };
}

function functionNamed(name: string): Edit {
  const old = `function ${name}(to) {\n  post(to);\n}\n`;
  return { path: 'lib/mail.ts', old, now: old.replace('post(to)', 'post(to, 1)') };
}

const calls = (count: number, call: string) => many(count, (number) => [`app/${number}.ts`, `${call};\n`]);

describe('who means a changed name without importing it', () => {
  const SAYS_TYPE = { 'app/z.ts': 'run((store: CartStore) => {\n  store.findFirst(1);\n});\n' };
  const PLAIN = { 'app/z.ts': 'run((store: Store) => {\n  store.findFirst(1);\n});\n' };
  const AGAIN = { 'etc/own.ts': 'class CartStore {\n}\n' };
  const FOUND = ['app/z.ts: uses a changed name, 2'];

  it.each<[string, Edit, Files, string[]]>([
    ['a rare method', methodOf('CartStore'), SAYS_TYPE, FOUND],
    [
      'a method many have: where its type is said, as nothing else declares that',
      methodOf('CartStore'),
      { ...calls(20, 'all.findFirst(1)'), ...SAYS_TYPE },
      FOUND,
    ],
    [
      'a method many have, of a type that another file declares as well: nobody',
      methodOf('CartStore'),
      { ...calls(20, 'all.findFirst(1)'), ...SAYS_TYPE, ...AGAIN },
      [],
    ],
    [
      'a method many have, of a type named by one word: nobody',
      methodOf('Store'),
      { ...calls(20, 'all.findFirst(1)'), ...PLAIN, ...many(20, (number) => [`etc/${number}.ts`, 'a;\n']) },
      [],
    ],
  ])('%s', (_title, edit, around, expected) => {
    const withDeclaration = { ...around, 'etc/list.ts': 'function findFirst() {\n  return 1;\n}\n' };
    expect(users(edit, withDeclaration)).toEqual(expected);
  });

  it.each<[string, Edit, Files, number]>([
    ['a telling name nothing else declares: all', functionNamed('sendWelcome'), {}, 20],
    [
      'a telling name that another file declares as well: nobody',
      functionNamed('sendWelcome'),
      { 'etc/own.ts': 'function sendWelcome() {\n  return 1;\n}\n' },
      0,
    ],
    ['a name of one word: nobody', functionNamed('send'), {}, 0],
  ])('of twenty that say %s', (_title, edit, around, count) => {
    const [name = ''] = /\w+(?=\()/.exec(edit.old) ?? [];
    expect(users(edit, { ...calls(20, `${name}(1)`), ...around })).toHaveLength(count);
  });
});

describe('heirs of a changed type', () => {
  const OLD = 'class Exporter {\n  a = 1;\n}\n';
  const EDIT = { path: 'lib/exporter.ts', old: OLD, now: OLD.replace('1', '2') };
  const heirs = (count: number) =>
    many(count, (number) => [`app/${number}.ts`, `\nclass E${number} extends Exporter {\n}\n`]);
  const AGAIN = { 'etc/own.ts': 'class Exporter {\n}\n' };

  it.each<[string, Files, number]>([
    ['few say it: found, whoever declares it', { ...heirs(3), ...AGAIN }, 3],
    ['many say it and nothing else declares it: found', heirs(20), 20],
    ['many say it and another file declares it as well: not found', { ...heirs(20), ...AGAIN }, 0],
  ])('%s', (_title, around, count) => {
    const found = users(EDIT, around).filter((one) => one.endsWith(': implements a changed type, 2'));
    expect(found).toHaveLength(count);
  });
});

describe('the manner in which a user says it', () => {
  it.each([
    ['other names', 'a', 'const sum = cart.priceOf(item);', 'let all = page.priceOf(goods);'],
    ['other texts and numbers', 'a', "priceOf('one', 1);", 'priceOf("two", 22);'],
    ['other blanks', 'a', 'priceOf(a, b);', '    priceOf(c,d);'],
    ['one thing more', 'another', 'priceOf(a);', 'priceOf(a, b);'],
    ['no call at all', 'another', 'priceOf(a);', 'each(priceOf);'],
  ])('%s: %s manner', (_what, which, left, right) => {
    const around = {
      'src/left.ts': `import { priceOf } from './price';\n${left}\n`,
      'src/right.ts': `import { priceOf } from './price';\n${right}\n`,
    };
    const now = PRICE.replace('return net', 'return 2 * net');
    const found = usersAmong(surroundingsOf({ path: 'src/price.ts', old: PRICE, now }, around));
    const manners = new Set(found.map(({ manner, path }) => manner ?? path));
    expect([found.length, manners.size]).toEqual([2, which === 'a' ? 1 : 2]);
  });
});
