import { describe, expect, it } from '@jest/globals';
import { manifestsFor, projectFrom } from '../../../src/core/context/manifests.ts';
import { repositoryPaths } from '../../../src/core/context/repository-paths.ts';
import { resolveImport } from '../../../src/core/context/resolve-import.ts';

type Case = {
  readonly manifest: readonly [path: string, text: string];
  readonly from: string;
  readonly specifier: string;
  readonly file: string;
};

const TSCONFIG = `{
  // Comments and commas too many are allowed here.
  "compilerOptions": { "baseUrl": "src", "paths": { "@domain/*": ["domain/*", "legacy/*"], "env": ["config/env"], }, },
}`;
const SDK = JSON.stringify({
  name: '@acme/sdk',
  exports: { '.': './dist/index.js', './client': { import: './dist/http/client.js' } },
});

describe('imports by what manifests say', () => {
  it.each<[string, Case]>([
    [
      'a path alias of TypeScript',
      {
        manifest: ['tsconfig.json', TSCONFIG],
        from: 'src/a.ts',
        specifier: '@domain/price',
        file: 'src/domain/price.ts',
      },
    ],
    [
      'its second target',
      {
        manifest: ['tsconfig.json', TSCONFIG],
        from: 'src/a.ts',
        specifier: '@domain/tax',
        file: 'src/legacy/tax.ts',
      },
    ],
    [
      'an alias without a star',
      {
        manifest: ['tsconfig.json', TSCONFIG],
        from: 'src/a.ts',
        specifier: 'env',
        file: 'src/config/env.ts',
      },
    ],
    [
      'a path from baseUrl',
      {
        manifest: ['tsconfig.json', TSCONFIG],
        from: 'src/a.ts',
        specifier: 'config/env',
        file: 'src/config/env.ts',
      },
    ],
    [
      'a package of the workspace, built from src',
      {
        manifest: ['kits/sdk/package.json', SDK],
        from: 'apps/a.ts',
        specifier: '@acme/sdk',
        file: 'kits/sdk/src/index.ts',
      },
    ],
    [
      'an export of it',
      {
        manifest: ['kits/sdk/package.json', SDK],
        from: 'apps/a.ts',
        specifier: '@acme/sdk/client',
        file: 'kits/sdk/src/http/client.ts',
      },
    ],
    [
      'a Go module in a folder',
      {
        manifest: ['go/go.mod', 'module shop\n\ngo 1.24\n'],
        from: 'go/main.go',
        specifier: 'shop/store',
        file: 'go/store/store.go',
      },
    ],
    [
      'a namespace of PHP',
      {
        manifest: ['composer.json', '{"autoload": {"psr-4": {"Acme\\\\Shop\\\\": "lib/"}}}'],
        from: 'lib/A.php',
        specifier: 'Acme\\Shop\\Cart\\Line',
        file: 'lib/Cart/Line.php',
      },
    ],
  ])('%s', (_title, { manifest, from, specifier, file }) => {
    const project = projectFrom(new Map([manifest]));
    const paths = { ...repositoryPaths([from, file, 'other/store/store.go', 'other/Line.php']), project };
    expect(resolveImport(from, specifier, paths)).toEqual([file]);
  });

  it('the nearest of several tsconfigs is asked first', () => {
    const alias = (target: string) => JSON.stringify({ compilerOptions: { paths: { '#x': [target] } } });
    const project = projectFrom(
      new Map([
        ['tsconfig.json', alias('far.ts')],
        ['app/tsconfig.json', alias('near.ts')],
      ]),
    );
    const paths = { ...repositoryPaths(['app/near.ts', 'far.ts']), project };
    expect(resolveImport('app/a.ts', '#x', paths)).toEqual(['app/near.ts']);
    expect(resolveImport('lib/a.ts', '#x', paths)).toEqual(['far.ts']);
  });

  it.each([
    ['no JSON', '{ "compilerOptions": '],
    ['JSON of another shape', '[1, 2]'],
    ['paths that are no table', '{"compilerOptions": {"paths": 3}}'],
    ['targets that are no texts', '{"compilerOptions": {"paths": {"a": [1]}}}'],
    ['a hostile one', '/*'.repeat(20_000)],
  ])('%s says nothing', (_title, text) => {
    expect(projectFrom(new Map([['tsconfig.json', text]])).aliases.flatMap(({ targets }) => targets)).toEqual(
      [],
    );
  });

  it('only manifests of the changed languages are read', () => {
    const paths = repositoryPaths(['package.json', 'go.mod', 'composer.json', 'a.go', 'a.py']);
    expect(manifestsFor(['a.go'], paths)).toEqual(['go.mod']);
    expect(manifestsFor(['a.py'], paths)).toEqual([]);
  });
});
