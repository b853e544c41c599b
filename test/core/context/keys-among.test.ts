import { describe, expect, it } from '@jest/globals';
import { keysAmong } from '../../../src/core/context/keys-among.ts';
import { type Files, many, surroundingsOf } from './surroundings.ts';

const EDIT = { path: 'src/a.ts', old: 'send();\n', now: "send(read('retry_limit'));\n" };

const readers = (count: number) =>
  many(count, (number) => [`app/r${number}.ts`, "read('other');\nread('retry_limit');\n"]);
const settings = (count: number) =>
  many(count, (number) => [`conf/${number}.yaml`, '# Once more.\nretry_limit: 3\n']);

describe('keys the change speaks of', () => {
  it.each<[string, Files, string[]]>([
    [
      'few files hold it: those that define it and those that use it',
      { ...readers(1), ...settings(1) },
      ['app/r1.ts: uses the same key, 2', 'conf/1.yaml: defines a used key, 2'],
    ],
    [
      'many files hold it: those that define it',
      { ...readers(20), ...settings(2) },
      ['conf/1.yaml: defines a used key, 2', 'conf/2.yaml: defines a used key, 2'],
    ],
    [
      'many files hold it, and code names a field so',
      { ...readers(20), 'app/limits.ts': 'const limits = {\n  retry_limit: 3,\n};\n' },
      ['app/limits.ts: uses the same key, 2'],
    ],
    [
      'many files hold it, and a setting has it as its value',
      { ...readers(20), 'conf/a.yaml': 'kind: retry_limit\n' },
      [],
    ],
    ['many files hold it and none defines it: it is a word', readers(20), []],
    ['many files define it: it is a word', settings(20), []],
  ])('%s', (_title, around, expected) => {
    const found = keysAmong(surroundingsOf(EDIT, around));
    expect(found.map(({ path, reason, centres }) => `${path}: ${reason}, ${centres}`).sort()).toEqual(
      expected,
    );
  });
});
