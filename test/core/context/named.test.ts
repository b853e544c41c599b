import { describe, expect, it } from '@jest/globals';
import { namedFiles, withLines } from '../../../src/core/context/named.ts';
import { repositoryPaths } from '../../../src/core/context/repository-paths.ts';
import { touchedOf } from './surroundings.ts';

const NAMED = {
  path: 'conf/a.txt',
  reason: 'named by the change',
  of: ['src/a.ts'],
  centres: [],
  worth: 1,
} as const;

describe('the lines of a named file', () => {
  it.each<[string, RegExp | undefined, string, number[]]>([
    ['those asked for', /^b/, 'a\nb1\na\nb2', [2, 4]],
    ['four of them', /^b/, 'b\nb\na\nb\nb\nb', [1, 2, 4, 5]],
    ['the first where none answers', /^c/, 'a\nb', [1]],
    ['the first where nothing is asked', undefined, 'a\nb', [1]],
  ])('%s', (_title, shows, text, centres) => {
    expect(withLines({ ...NAMED, ...(shows === undefined ? {} : { shows }) }, text)).toEqual({
      ...NAMED,
      centres,
    });
  });

  it.each<[string, { path: string; added: string }, string, number[]]>([
    [
      'packages of a manifest',
      { path: 'src/a.ts', added: "import { z } from 'zod';" },
      'package.json: {\n  "name": "shop",\n  "exports": "./a.js",\n  "dependencies": {},\n  "devDependencies": {}\n}',
      [3, 4, 5],
    ],
    [
      'features of a crate',
      { path: 'src/a.rs', added: '#[cfg(feature = "fast")]' },
      'Cargo.toml: [package]\n\n[features]\nfast = []',
      [3],
    ],
    [
      'what a module requires',
      { path: 'shop/a.go', added: '\t"example.com/money/v2"' },
      'go.mod: module example.com/shop\n\nrequire (\n)',
      [3],
    ],
    [
      'permissions of an app',
      { path: 'app/a.kt', added: 'requestPermission(CAMERA)' },
      'app/AndroidManifest.xml: <manifest>\n  <uses-permission android:name="CAMERA" />\n</manifest>',
      [2],
    ],
  ])('%s', (_title, { path, added }, manifest, centres) => {
    const [name = '', text = ''] = manifest.split(/: (.*)/s);
    const touched = touchedOf({ path, old: 'a;\n', now: `${added}\na;\n` });
    const found = namedFiles([touched], repositoryPaths([path, name]));
    expect(found.map((one) => withLines(one, text))).toEqual([
      { path: name, reason: 'named by the change', of: [path], centres, worth: 1 },
    ]);
  });
});
