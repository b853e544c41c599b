import { describe, expect, it } from '@jest/globals';
import type { GatherPlan } from '../../src/core/context/plan.ts';
import { type Change, gathered } from './gathered.ts';

/** `path: reason` of everything read around the change, in order. */
async function around(change: Change): Promise<string[]> {
  return (await gathered(change)).map(({ path, reason }) => `${path}: ${reason}`);
}

const CASES: readonly (readonly [title: string, change: Change, expected: readonly string[]])[] = [
  [
    'TypeScript: callers through a barrel, and the definition of what is used',
    {
      around: {
        'src/index.ts': "export { total } from './total';\n",
        'src/page.ts': "import { total } from '.';\nshow(total([1]));\n",
        'src/tax.ts': 'export function taxOf(net: number) {\n  return net;\n}\n',
        'other/total.ts': 'export const other = 1;\n',
      },
      edits: [
        [
          'src/total.ts',
          'export function total(items: number[]) {\n  return items.length;\n}\n',
          "import { taxOf } from './tax';\nexport function total(items: number[]) {\n  return taxOf(items.length);\n}\n",
        ],
      ],
    },
    [
      'src/index.ts: imports a changed file',
      'src/page.ts: imports a changed file',
      'src/tax.ts: defines a used name',
    ],
  ],
  [
    'Python: a subclass in another package, and the setting that is read',
    {
      around: {
        'app/exports/xml.py':
          'from app.exports.base import Exporter\n\nclass Xml(Exporter):\n    def write_row(self, row):\n        pass\n',
        'config/app.yaml': 'export:\n  row_limit: 10\n',
        'app/other.py': 'def write_row(a):\n    pass\n',
      },
      edits: [
        [
          'app/exports/base.py',
          'class Exporter:\n    def write_row(self, row):\n        pass\n',
          "class Exporter:\n    def write_row(self, row, at):\n        check(settings['row_limit'])\n",
        ],
      ],
      plan: { siblings: false },
    },
    ['app/exports/xml.py: implements a changed type', 'config/app.yaml: defines a used key'],
  ],
  [
    'Go: who implements a changed interface, though nothing says so',
    {
      around: {
        'store/disk/disk.go':
          'package disk\n\nfunc (d *Disk) Get(key string) ([]byte, error) {\n\treturn nil, nil\n}\n',
        'metrics/get.go': 'package metrics\n\nfunc Get(name string) int {\n\treturn 1\n}\n',
      },
      edits: [
        [
          'store/store.go',
          'package store\n\n// Get fails.\ntype Store interface {\n\tGet(key string) ([]byte, error)\n}\n',
          'package store\n\n// Get never fails.\ntype Store interface {\n\tGet(key string) ([]byte, error)\n}\n',
        ],
      ],
    },
    ['store/disk/disk.go: implements a changed type'],
  ],
  [
    'Java: users of the class when its equals changes',
    {
      around: {
        'src/a/Cache.java': 'package a;\n\nclass Cache {\n  Map<Article, Long> prices;\n}\n',
        'src/b/Other.java': 'package b;\n\nclass Other {\n  boolean equals(Object o) { return true; }\n}\n',
      },
      edits: [
        [
          'src/a/Article.java',
          'package a;\n\nclass Article {\n  public boolean equals(Object o) {\n    return true;\n  }\n}\n',
          'package a;\n\nclass Article {\n  public boolean equals(Object o) {\n    return false;\n  }\n}\n',
        ],
      ],
    },
    ['src/a/Cache.java: imports a changed file'],
  ],
  [
    'Kotlin, by the look of its lines: a caller in the same package',
    {
      around: {
        'src/shop/Checkout.kt': 'package shop\n\nfun checkout() {\n    priceOf(1)\n}\n',
        'src/other/Prices.kt': 'package other\n\nfun prices() = 1\n',
      },
      edits: [
        [
          'src/shop/Prices.kt',
          'package shop\n\nfun priceOf(net: Int): Int {\n    return net\n}\n',
          'package shop\n\nfun priceOf(net: Int): Int {\n    return net * 2\n}\n',
        ],
      ],
    },
    ['src/shop/Checkout.kt: imports a changed file'],
  ],
  [
    'Rust: the type behind a used function, one step further',
    {
      around: {
        'src/lexer.rs': 'use crate::span::Span;\n\npub fn words(s: &str) -> Vec<Span> {\n    vec![]\n}\n',
        'src/span.rs': 'pub struct Span {\n    pub end: usize,\n}\n',
      },
      edits: [
        [
          'src/report.rs',
          'use crate::lexer::words;\n\npub fn first(s: &str) {\n    words(s);\n}\n',
          'use crate::lexer::words;\n\npub fn first(s: &str) {\n    words(s)[0].end + 1;\n}\n',
        ],
      ],
    },
    ['src/lexer.rs: defines a used name', 'src/span.rs: defines a used name'],
  ],
  [
    'C: the header with the size that is used',
    {
      around: {
        'include/device.h': '#define DEVICE_NAME_MAX 32\n',
        'src/other.c': 'int other(void) {\n  return 1;\n}\n',
      },
      edits: [
        [
          'src/device.c',
          '#include "device.h"\n\nint fill(char *to) {\n  return 0;\n}\n',
          '#include "device.h"\n\nint fill(char *to) {\n  memset(to, 0, DEVICE_NAME_MAX);\n  return 0;\n}\n',
        ],
      ],
      plan: { siblings: false },
    },
    ['include/device.h: defines a used name'],
  ],
  [
    'C#: who implements an interface that is used',
    {
      around: {
        'src/Rates/IRates.cs':
          'namespace Rates;\n\npublic interface IRates\n{\n    decimal Get(string currency);\n}\n',
        'src/Rates/Cached.cs':
          'namespace Rates;\n\npublic class Cached : IRates\n{\n    public decimal Get(string currency) => 1;\n}\n',
      },
      edits: [
        [
          'src/Web/Checkout.cs',
          'using Rates;\n\nclass Checkout\n{\n    decimal Sum(IRates rates) => 1;\n}\n',
          'using Rates;\n\nclass Checkout\n{\n    decimal Sum(IRates rates) => rates.Get("EUR");\n}\n',
        ],
      ],
    },
    ['src/Rates/IRates.cs: defines a used name', 'src/Rates/Cached.cs: implements a used type'],
  ],
  [
    'Ruby: the column of the schema',
    {
      around: { 'db/schema.rb': 'create_table "projects" do |t|\n  t.boolean "archived"\nend\n' },
      edits: [
        [
          'app/models/project.rb',
          'class Project\n  def self.listed\n    where(a: 1)\n  end\nend\n',
          'class Project\n  def self.listed\n    where(archived: false)\n  end\nend\n',
        ],
      ],
    },
    ['db/schema.rb: defines a used key'],
  ],
  [
    'PHP: a map that still has the old key',
    {
      around: { 'src/Map.php': "<?php\nconst MAP = ['title' => 'title_de'];\n" },
      edits: [
        [
          'src/Import/Row.php',
          "<?php\nfunction row($cells) {\n  return ['title_de' => $cells[0]];\n}\n",
          "<?php\nfunction row($cells) {\n  return ['titleDe' => $cells[0]];\n}\n",
        ],
      ],
    },
    ['src/Map.php: uses a removed name'],
  ],
  [
    'Swift: who conforms to a changed protocol',
    {
      around: { 'Sources/Photos/Photo.swift': 'struct Photo: Uploader {\n  func send() {\n  }\n}\n' },
      edits: [
        [
          'Sources/Sync/Uploader.swift',
          'protocol Uploader {\n  func send()\n}\n',
          'protocol Uploader {\n  func send() async\n}\n',
        ],
      ],
    },
    ['Sources/Photos/Photo.swift: implements a changed type'],
  ],
  [
    'a new handler: its siblings, and the table that lists them',
    {
      around: {
        'src/handlers/cancel.ts':
          'export function handle(order: Order) {\n  lock(order);\n  return save(order);\n}\n',
        'src/handlers/ship.ts':
          'export function handle(order: Order) {\n  lock(order);\n  return save(order);\n}\n',
        'src/routes.ts':
          "import * as cancel from './handlers/cancel';\nimport * as ship from './handlers/ship';\nserve(cancel, ship);\n",
      },
      edits: [
        ['src/handlers/refund.ts', '', 'export function handle(order: Order) {\n  return save(order);\n}\n'],
      ],
    },
    [
      'src/handlers/cancel.ts: sibling of a changed file',
      'src/handlers/ship.ts: sibling of a changed file',
      'src/routes.ts: lists siblings of a changed file',
    ],
  ],
  [
    'what changed with it before, three times at least',
    {
      around: { 'web/form.html': '<form></form>\n', 'web/once.html': '<p></p>\n' },
      edits: [['api/form.go', 'package api\n\nvar a = 1\n', 'package api\n\nvar a = 2\n']],
      history: [
        ['api/form.go', 'web/form.html'],
        ['api/form.go', 'web/form.html'],
        ['api/form.go', 'web/form.html', 'web/once.html'],
        ['web/once.html'],
      ],
    },
    ['web/form.html: changed together before'],
  ],
];

describe('the code around a change', () => {
  it.each(CASES)('%s', async (_title, change, expected) => {
    expect(await around(change)).toEqual(expected);
  });

  it.each(CASES.filter(([, { history }]) => history === undefined))(
    'without a search, of a small repository: %s',
    async (_title, change, expected) => {
      expect(await around({ ...change, searchable: false })).toEqual(expected);
    },
  );

  it('without grammars the lines alone still lead to callers', async () => {
    const [, change] = CASES[0] ?? [];
    if (change === undefined) throw new Error('There is no first case.');
    expect(await around({ ...change, symbols: false })).toContain('src/page.ts: imports a changed file');
  });

  it.each<[keyof GatherPlan, string]>([
    ['graph', 'imports a changed file'],
    ['tests', 'test of a changed file'],
    ['siblings', 'sibling of a changed file'],
  ])('a plan without %s finds none', async (part, reason) => {
    const change: Change = {
      around: {
        'src/user.ts': "import { load } from './load';\nload();\n",
        'src/load.test.ts': "import { load } from './load';\nload();\n",
        'src/loader.ts': 'export function load() {\n  return parseTable(readFile(placeOf(country)));\n}\n',
      },
      edits: [
        [
          'src/load.ts',
          'export function load() {\n  return parseTable(readFile(placeOf(country)));\n}\n',
          'export function load() {\n  return parseTable(readFile(placeOf(country)), true);\n}\n',
        ],
      ],
    };
    const ends = (one: string) => one.endsWith(reason);
    expect((await around(change)).some(ends)).toBe(true);
    expect((await around({ ...change, plan: { [part]: false } })).some(ends)).toBe(false);
  });
});

describe('the lines that are shown of a long file', () => {
  const OLD = 'export function priceOf(net: number) {\n  return net;\n}\n';
  const BLANK = '\n'.repeat(99);

  it('of many users the first have the whole function, the others the lines in question', async () => {
    const steps = '  step();\n'.repeat(20);
    const user = `import * as price from './price';${BLANK}\nfunction page() {\n${steps}  price.priceOf(1);\n${steps}}\n`;
    const users = Array.from({ length: 10 }, (_, index) => [`src/page-${index}.ts`, user]);
    const found = await gathered({
      around: Object.fromEntries(users),
      edits: [['src/price.ts', OLD, OLD.replace('return net', 'return 2 * net')]],
      plan: { siblings: false },
    });
    expect(found.map(({ path, line, numbers = [] }) => [path, line, numbers.length])).toEqual([
      ...users.slice(0, 8).map(([path]) => [path, 143, 0]),
      ...users.slice(8).map(([path]) => [path, 124, 6]),
    ]);
  });

  it('of a manifest those that answer what the change asks', async () => {
    const manifest = `{${BLANK}\n  "dependencies": {\n    "zod": "4.0.0"\n  }\n}\n`;
    const found = await gathered({
      around: { 'package.json': manifest },
      edits: [['src/price.ts', OLD, `import { z } from 'zod';\n${OLD}`]],
    });
    expect(found.map(({ path, reason }) => [path, reason])).toEqual([
      ['package.json', 'named by the change'],
    ]);
    expect(found.map(({ text }) => text).join()).toContain('"zod"');
  });
});
