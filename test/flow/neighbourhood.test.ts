import { describe, expect, it } from '@jest/globals';
import type { GatherPlan } from '../../src/core/context/plan.ts';
import { WHOLE_PLAN } from '../../src/core/context/plan.ts';
import { rebuildPatch } from '../../src/core/diff/rebuild.ts';
import { gather } from '../../src/flow/gather.ts';
import { openSymbols } from '../../src/grammar/symbols.ts';
import type { FileText, Repository } from '../../src/ports.ts';
import { HEAD_SHA, pullWith, settingsWith } from '../core/context/builders.ts';

const SYMBOLS = openSymbols(new URL('../../dist/grammars/', import.meta.url));
const QUIET = { step: () => {}, info: () => {}, warn: () => {} };

type Files = Readonly<Record<string, string>>;

type Change = {
  readonly around: Files;
  /** Path, text before, text after. */
  readonly edits: readonly (readonly [path: string, old: string, now: string])[];
  readonly plan?: Partial<GatherPlan>;
  readonly searchable?: boolean;
  readonly history?: readonly (readonly string[])[];
  readonly symbols?: boolean;
};

/** `path: reason` of everything read around the change, in order. */
async function around(change: Change): Promise<string[]> {
  const head: Files = {
    ...change.around,
    ...Object.fromEntries(change.edits.map(([path, , now]) => [path, now])),
  };
  const present = Object.entries(head).filter(([, text]) => text !== '');
  const repository: Repository = {
    tree: async () => ({
      entries: present.map(([path, text]) => ({ path, mode: '100644', size: text.length })),
      complete: true,
    }),
    read: async (revision, paths) =>
      new Map(
        paths.map((path): [string, FileText] => {
          const text =
            revision === HEAD_SHA ? head[path] : change.edits.find(([edited]) => edited === path)?.[1];
          return text === undefined || text === ''
            ? [path, { kind: 'unreadable', reason: 'it is not there', missing: true }]
            : [path, { kind: 'text', text }];
        }),
      ),
    search: async () => null,
    lines: async (_revision, words) =>
      change.searchable === false
        ? null
        : present.flatMap(([path, whole]) =>
            whole
              .split('\n')
              .flatMap((text, index) =>
                words.some((word) => text.includes(word)) ? [{ path, line: index + 1, text }] : [],
              ),
          ),
    history: async () => change.history ?? null,
    diff: async () => null,
    lineHistory: async () => null,
    mergeBase: async () => null,
  };
  const patches = change.edits.map(([path, old, now]) => {
    const status = old === '' ? 'added' : now === '' ? 'removed' : 'modified';
    return rebuildPatch({ path, oldPath: path, status }, old, now);
  });
  const { snippets } = await gather(
    { repository, log: QUIET, ...(change.symbols === false ? {} : { symbols: SYMBOLS }) },
    {
      scope: { patches, excluded: [], since: null, fullBecause: null },
      pull: pullWith(),
      settings: settingsWith(),
      plan: { ...WHOLE_PLAN, ...change.plan },
    },
  );
  return snippets
    .filter(({ reason }) => reason !== 'changed file')
    .map(({ path, reason }) => `${path}: ${reason}`);
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
