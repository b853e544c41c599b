import { describe, expect, it } from '@jest/globals';
import { parseSource, remarks, sourcesIn, trackedFiles } from '../../scripts/sources.ts';
import type { Rule } from './rules.ts';
import { noUncheckedTypes, oneWordPerThing, pure, wordsOf } from './rules.ts';

const SRC = sourcesIn('src');
const CORE = sourcesIn('src/core');
const NAMED = sourcesIn('src/core', 'src/flow');

const over = (sources: typeof SRC, rule: Rule) => sources.flatMap((source) => remarks(source, rule));
const on = (text: string, rule: Rule) => remarks(parseSource('sample.ts', text), rule);

describe('types are checked, not promised', () => {
  it('in everything that ships, and in the scripts that build it', () => {
    expect(over(sourcesIn('src', 'scripts', 'bench'), noUncheckedTypes)).toEqual([]);
  });

  it.each([
    'const a: any = 1;',
    'const a = b as string;',
    'const a = <string>b;',
    'const a = b!.c;',
    'const a: any[] = [];',
  ])('%s would be seen', (text) => expect(on(text, noUncheckedTypes)).toHaveLength(1));

  it.each(['const a = [1] as const;', 'const a = !b;', "import * as a from 'b';"])('%s is fine', (text) => {
    expect(on(text, noUncheckedTypes)).toEqual([]);
  });
});

describe('the core is pure', () => {
  it('in every file', () => expect(over(CORE, pure)).toEqual([]));

  it.each([
    'async function a() {}',
    'const a = Promise.resolve();',
    'const a = Date.now();',
    'const a = new Date();',
    'const a = Math.random();',
    'const a = process.env;',
    'let a = 1;',
    'var a = 1;',
    'setTimeout(a, 1);',
    'console.log(1);',
  ])('%s would be seen', (text) => expect(on(text, pure)).toHaveLength(1));

  it.each([
    'const a = new Date(0);',
    'function a() { let b = 1; }',
    'const a = b.process;',
    'declare const V: string;',
  ])('%s is fine', (text) => expect(on(text, pure)).toEqual([]));
});

describe('one word per thing', () => {
  it('in the names of core and flow', () => {
    const ours = NAMED.filter(({ path }) => path !== 'src/core/diff/parse.ts');
    expect(over(ours, oneWordPerThing)).toEqual([]);
  });

  it('in the names of files', () => {
    const wrong = /(^|[-./])(chunks?|position|issues?|msg|res|cfg|utils?|helpers?|misc|v2)([-./]|$)/;
    expect(trackedFiles().filter((path) => path.startsWith('src/') && wrong.test(path))).toEqual([]);
  });

  it.each([
    'const diffChunk = 1;',
    'type A = { position: number };',
    'function b(msg: string) {}',
    'const { res } = a;',
  ])('%s would be seen', (text) => expect(on(text, oneWordPerThing)).toHaveLength(1));

  it.each(['const a = diff.chunks;', 'const rest = 1;', 'const { chunks: hunks } = a;'])(
    '%s is fine',
    (text) => {
      expect(on(text, oneWordPerThing)).toEqual([]);
    },
  );

  it('takes names apart', () => expect(wordsOf('parseDiff_V2Res')).toEqual(['parse', 'diff', 'v2', 'res']));
});

describe('one owner per worry', () => {
  it.each([
    ['waiting', /\bsetTimeout\b/],
    ['retries', /\bmaxRetries\b/],
  ])('%s lives in one file', (_worry, word) => {
    const owners = SRC.filter(({ tree }) => word.test(tree.text)).map(({ path }) => path);
    expect(owners.length).toBeLessThanOrEqual(1);
  });

  it('the environment is read by the entries, and by git for the programs it needs', () => {
    const doors = /^src\/(main|cli)\.ts$|^src\/(runner|cli)\/|^src\/workspace\/git\.ts$/;
    const readers = SRC.filter(({ tree }) => /\bprocess\.env\b/.test(tree.text)).map(({ path }) => path);
    expect(readers.filter((path) => !doors.test(path))).toEqual([]);
  });

  it('whoever parses JSON decodes it in the same file', () => {
    const careless = SRC.filter(
      ({ tree }) => /\bJSON\.parse\b/.test(tree.text) && !/\bzod\b|: unknown\b/.test(tree.text),
    );
    expect(careless.map(({ path }) => path)).toEqual([]);
  });

  it('a dry run is another hand, not another story', () => {
    const knowing = NAMED.filter(({ tree }) => /\bdryRun\b/.test(tree.text)).map(({ path }) => path);
    expect(knowing).toEqual(['src/core/settings/table.ts']);
  });
});
