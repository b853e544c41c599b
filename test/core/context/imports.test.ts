import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { importsOf } from '../../../src/core/context/imports.ts';
import { repositoryPaths } from '../../../src/core/context/repository-paths.ts';
import { resolveImport } from '../../../src/core/context/resolve-import.ts';

describe('imports as written', () => {
  it.each<[string, string, string, string[]]>([
    [
      'TypeScript',
      'a.ts',
      "import a from './a';\nimport type { B } from \"b\";\nimport './c.css';",
      ['./a', 'b', './c.css'],
    ],
    [
      'exports and several lines',
      'a.ts',
      "export * from './x';\nimport {\n  a,\n} from './y';",
      ['./x', './y'],
    ],
    [
      'require and import()',
      'a.js',
      "const a = require('./a'); const b = await import('./b');",
      ['./a', './b'],
    ],
    ['a word that only looks like it', 'a.ts', "const fromage = 'x'; important('y');", []],
    ['Python', 'a.py', 'import os, a.b\nfrom .c import d', ['os', 'a.b', '.c', '.c.d']],
    ['Python with brackets', 'a.py', 'from a import (\n    b,\n    c as d,\n)', ['a', 'a.b', 'a.c']],
    ['Python from here', 'a.py', 'from . import x', ['.', '.x']],
    [
      'Go',
      'a.go',
      'import (\n\t"fmt"\n\tx "example.com/m/y"\n)\nimport "z"',
      ['fmt', 'example.com/m/y', 'z'],
    ],
    ['Java', 'A.java', 'import a.b.C;\nimport static a.D.e;\nimport f.*;', ['a.b.C', 'a.D.e', 'f.*']],
    ['Kotlin', 'a.kt', 'import a.b.C\nimport d.E as F', ['a.b.C', 'd.E']],
    [
      'Rust',
      'a.rs',
      'mod x;\npub use crate::a::{b, c::D};',
      ['mod x', 'crate::a', 'crate::a::b', 'crate::a::c::D'],
    ],
    ['C', 'a.c', '#include "x.h"\n# include <sys/y.h>', ['x.h', '<sys/y.h>']],
    ['C#', 'a.cs', 'global using A.B;\nusing static C.D;\nusing X = E.F;', ['A.B', 'C.D', 'E.F']],
    ['Ruby', 'a.rb', "require_relative 'x'\nrequire 'y/z'\nautoload :W, 'w'", ['./x', 'y/z', 'w']],
    [
      'PHP',
      'a.php',
      "use App\\{A, B};\nuse C\\D;\nrequire __DIR__ . '/e.php';",
      ['App', 'App\\A', 'App\\B', 'C\\D', './e.php'],
    ],
    ['Swift', 'a.swift', '@testable import Core\nimport struct Net.Request', ['Core', 'Net']],
    ['a file of no known language', 'a.txt', "import x from 'y'", []],
  ])('%s', (_title, path, text, expected) => {
    expect(importsOf(path, text)).toEqual(expected);
  });

  it('any text gives imports without failing', () => {
    const path = fc.constantFrom(
      'a.ts',
      'a.py',
      'a.go',
      'A.java',
      'a.rs',
      'a.c',
      'a.cs',
      'a.rb',
      'a.php',
      'a.swift',
    );
    const word = fc.constantFrom(
      'import ',
      'from ',
      'use ',
      '#include ',
      '"',
      "'",
      '(',
      '{',
      '::',
      '\n',
      'a.b',
      '../',
      '\\',
    );
    fc.assert(
      fc.property(path, fc.array(word, { maxLength: 60 }), (name, words) => {
        for (const specifier of importsOf(name, words.join(''))) {
          for (const file of resolveImport(name, specifier, repositoryPaths([name, 'a/b.py', 'b.ts']))) {
            expect(file).not.toBe(name);
          }
        }
      }),
    );
  });

  // A scan that backtracks would need hours for these; the time limit of the test is the only clock.
  it.each([
    ['one endless line', 'import '.repeat(200_000)],
    ['endless blanks', `import${' '.repeat(900)}\n`.repeat(1_000)],
    ['brackets that never close', 'from a import (\n'.repeat(50_000)],
    ['quotes that never close', `from "${'a'.repeat(900)}\n`.repeat(1_000)],
    ['endless names', `use a::{${'b, '.repeat(250)}\n`.repeat(1_000)],
  ])('does linear work on %s', (_title, text) => {
    for (const path of ['a.ts', 'a.py', 'a.rs', 'a.php', 'a.cs', 'a.go']) {
      expect(importsOf(path, text).length).toBeLessThanOrEqual(500);
    }
  });
});

const PATHS = repositoryPaths([
  'src/cart/total.ts',
  'src/cart/index.ts',
  'src/money.ts',
  'src/view.tsx',
  'packages/core/src/index.ts',
  'app/models/user.py',
  'app/models/__init__.py',
  'app/util.py',
  'internal/auth/token.go',
  'internal/auth/token_test.go',
  'http/server.go',
  'server/src/main/java/com/acme/Shop.java',
  'server/src/main/kotlin/com/acme/Price.kt',
  'engine/Cargo.toml',
  'engine/src/lib.rs',
  'engine/src/parse.rs',
  'engine/src/parse/lexer.rs',
  'engine/src/net/mod.rs',
  'include/core/buffer.h',
  'core/main.c',
  'core/local.h',
  'Shop/Services/Billing.cs',
  'lib/shop/cart.rb',
  'lib/shop.rb',
  'src/Models/User.php',
  'Sources/Core/Request.swift',
]);

describe('the file an import means', () => {
  it.each<[string, string, string, string[]]>([
    ['a neighbour without ending', 'src/cart/a.ts', './total', ['src/cart/total.ts']],
    ['the output name of a source', 'src/cart/a.ts', '../money.js', ['src/money.ts']],
    ['a tsx source by its output name', 'src/cart/a.ts', '../view.js', ['src/view.tsx']],
    ['a folder with an index', 'src/a.ts', './cart', ['src/cart/index.ts']],
    ['an alias of the source folder', 'src/deep/down/a.ts', '@/money', ['src/money.ts']],
    ['a path from the root', 'test/a.ts', 'src/money', ['src/money.ts']],
    ['a package of the workspace', 'apps/web/a.ts', '@acme/core', ['packages/core/src/index.ts']],
    ['a package from elsewhere', 'src/a.ts', 'react', []],
    ['a path that leaves the repository', 'src/a.ts', '../../../etc/passwd', []],
    ['a Python module', 'app/a.py', 'app.models.user', ['app/models/user.py']],
    ['a Python package', 'main.py', 'app.models', ['app/models/__init__.py']],
    ['a Python module beside', 'app/a.py', '.util', ['app/util.py']],
    ['a Python module above', 'app/models/a.py', '..util', ['app/util.py']],
    ['a Python name of the library', 'app/a.py', 'os', []],
    [
      'a Go package by its tail, without tests',
      'main.go',
      'example.com/m/internal/auth',
      ['internal/auth/token.go'],
    ],
    ['a Go package of the library', 'main.go', 'net/http', []],
    ['a Java type', 'x/A.java', 'com.acme.Shop', ['server/src/main/java/com/acme/Shop.java']],
    [
      'a member of a Java type',
      'x/A.java',
      'com.acme.Shop.open',
      ['server/src/main/java/com/acme/Shop.java'],
    ],
    ['a Kotlin type from Java', 'x/A.java', 'com.acme.Price', ['server/src/main/kotlin/com/acme/Price.kt']],
    ['a Rust module declared here', 'engine/src/lib.rs', 'mod parse', ['engine/src/parse.rs']],
    ['a Rust submodule', 'engine/src/parse.rs', 'mod lexer', ['engine/src/parse/lexer.rs']],
    [
      'a Rust item of the crate',
      'engine/src/parse/lexer.rs',
      'crate::net::Socket',
      ['engine/src/net/mod.rs'],
    ],
    ['a Rust item one level up', 'engine/src/parse/lexer.rs', 'super::Token', []],
    ['another Rust crate', 'cli/src/main.rs', 'engine::parse::Ast', ['engine/src/parse.rs']],
    ['a C header beside', 'core/main.c', 'local.h', ['core/local.h']],
    ['a C header by its tail', 'core/main.c', 'core/buffer.h', ['include/core/buffer.h']],
    ['a C header of the system', 'core/main.c', '<local.h>', []],
    ['a C# namespace', 'x/A.cs', 'Shop.Services', ['Shop/Services/Billing.cs']],
    ['a Ruby file of lib', 'bin/a.rb', 'shop/cart', ['lib/shop/cart.rb']],
    ['a Ruby file beside', 'lib/a.rb', './shop', ['lib/shop.rb']],
    ['a PHP class under another root', 'src/a.php', 'App\\Models\\User', ['src/Models/User.php']],
    ['a Swift module', 'Sources/App/a.swift', 'Core', ['Sources/Core/Request.swift']],
  ])('%s', (_title, from, specifier, expected) => {
    expect(resolveImport(from, specifier, PATHS)).toEqual(expected);
  });

  it('of several files with one tail the nearest is meant', () => {
    const paths = repositoryPaths(['a/x/util/log.py', 'b/y/util/log.py', 'b/z/main.py']);
    expect(resolveImport('b/z/main.py', 'util.log', paths)).toEqual(['b/y/util/log.py']);
  });
});
