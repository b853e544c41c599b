import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import type { Scenario } from '../scenario.ts';

const cart = `export class Cart {
  constructor(store) {
    this.store = store;
    this.items = [];
  }

  add(item) {
    if (item.count <= 0) throw new RangeError('count');
    this.items.push(item);
    this.store.save(this.items);
  }

  clear() {
    this.items = [];
    this.store.save(this.items);
  }
}
`;
const cartAfter = cart
  .replace("    if (item.count <= 0) throw new RangeError('count');\n", '')
  .replace('  clear() {\n    this.items = [];\n', '  clear() {\n    this.items.length = 1;\n');

const report = `def total(rows):
    result = 0
    for row in rows:
        result += row.amount
    return result


def mean(rows):
    return total(rows) / len(rows)


def spread(rows):
    amounts = [row.amount for row in rows]
    return max(amounts) - min(amounts)
`;

const windows = [
  'using System;',
  '',
  'class Price',
  '{',
  '    public static decimal Net(decimal gross)',
  '    {',
  '        return gross / 1.19m;',
  '    }',
  '}',
  '',
].join('\r\n');

export const scenario: Scenario = {
  title: 'Every shape a change can have, and a finding on each place a finding can be',
  repository: {
    base: {
      'src/cart.js': cart,
      'reports/month.py': report,
      'Windows/Price.cs': windows,
      'docs/old name.md': '# Guide\n\nHow to use the shop.\n',
      'lib/unused.go': 'package lib\n\nfunc Unused() int {\n\treturn 1\n}\n',
      'assets/logo.png': Buffer.from([137, 80, 78, 71, 0, 1, 2, 3]),
      'bin/deploy.sh': '#!/bin/sh\nset -e\necho deploy\n',
      'modules/theme': { submodule: '1111111111111111111111111111111111111111' },
      current: { link: 'releases/1' },
      'no-end.rs': 'fn main() {\n    println!("a");\n}',
      'straße/größe.ts': 'export const größe = (cm: number) => cm / 100;\n',
      'with space/it\'s "quoted".rb': 'def name\n  @name\nend\n',
      'odd b/path b/x.sh': 'echo one\n',
      'untouched.js': 'export const limit = 10;\n',
    },
    renames: { 'reports/month.py': 'reports/period.py', 'docs/old name.md': 'docs/new name.md' },
    modes: { 'bin/deploy.sh': '100755' },
    head: {
      'src/cart.js': cartAfter,
      'reports/period.py': report.replace(
        '    return total(rows) / len(rows)\n',
        '    count = len([row for row in rows if row.amount])\n    return total(rows) / count\n',
      ),
      'Windows/Price.cs': windows.replace('gross / 1.19m', 'gross * 0.81m'),
      'lib/unused.go': null,
      'assets/logo.png': Buffer.from([137, 80, 78, 71, 0, 9, 9, 9]),
      'modules/theme': { submodule: '2222222222222222222222222222222222222222' },
      current: { link: 'releases/2' },
      'no-end.rs': 'fn main() {\n    println!("b");\n}',
      'straße/größe.ts': 'export const größe = (cm: number) => Math.trunc(cm / 100);\n',
      'with space/it\'s "quoted".rb': 'def name\n  @name.strip!\nend\n',
      'odd b/path b/x.sh': 'echo one\nrm -rf $TARGET/\n',
      'db/migrate.sql': 'ALTER TABLE orders DROP COLUMN total;\n',
    },
  },
  inputs: { 'max-comments': '20' },
  kimi: {
    answer: [
      reply(
        answer([
          {
            path: 'src/cart.js',
            line: 12,
            title: 'Clearing the cart keeps the first item',
            quote: '    this.items.length = 1;',
            body: 'After `clear()` the array still has one element, so the next order holds an item nobody asked for. Length 0 empties it.',
            suggestion: '    this.items.length = 0;',
          },
          {
            path: 'src/cart.js',
            line: 8,
            side: 'old',
            severity: 'blocker',
            title: 'Removing the check lets items with a negative count in',
            quote: "    if (item.count <= 0) throw new RangeError('count');",
            body: 'An item with count -1 lowers the total of the order. The check was the only guard on this path.',
          },
          {
            path: 'reports/period.py',
            line: '9-10',
            title: 'The mean divides by the number of rows with an amount',
            quote: '    count = len([row for row in rows if row.amount])\n    return total(rows) / count',
            body: 'A row with amount 0 counts for nothing now, and a list of such rows divides by zero.',
          },
          {
            path: 'Windows/Price.cs',
            line: 7,
            title: 'Net price is computed with the wrong factor',
            quote: '        return gross * 0.81m;',
            body: 'Taking 19 % off the gross price is not the net price: 119 gives 96.39 instead of 100.',
            suggestion: '        return gross / 1.19m;',
          },
          {
            path: 'straße/größe.ts',
            line: 1,
            severity: 'minor',
            title: 'Centimetres are lost',
            quote: 'export const größe = (cm: number) => Math.trunc(cm / 100);',
            body: '`größe(180)` is 1 now, it was 1.8.',
          },
          {
            path: 'odd b/path b/x.sh',
            line: 2,
            severity: 'blocker',
            category: 'data-loss',
            title: 'With TARGET unset this deletes the root folder',
            quote: 'rm -rf $TARGET/',
            body: 'An empty `TARGET` makes this `rm -rf /`.',
            suggestion: 'rm -rf "${TARGET:?}/"',
          },
          {
            path: 'with space/it\'s "quoted".rb',
            line: 2,
            severity: 'minor',
            title: 'strip! gives nil when there is nothing to strip',
            quote: '  @name.strip!',
            body: '`"ada".strip!` is nil, so `name` is nil for every clean name.',
            suggestion: '  @name.strip',
          },
          {
            path: 'no-end.rs',
            line: 2,
            severity: 'minor',
            title: 'The program prints another letter',
            quote: '    println!("b");',
            suggestion: '    println!("a");',
          },
          {
            path: 'src/cart.js',
            line: 3,
            severity: 'minor',
            title: 'The store is not checked',
            quote: '    this.store = store;',
            body: 'A missing store fails only later, in `add`.',
          },
          {
            path: 'src/cart.js',
            line: 10,
            title: 'This line was never written',
            quote: '    this.store.commit(this.items, { force: true });',
          },
          {
            path: 'untouched.js',
            line: 1,
            severity: 'minor',
            title: 'The limit does not fit the new cart',
            quote: 'export const limit = 10;',
            body: 'Carts may now hold more than ten items.',
          },
          {
            path: 'lib/unused.go',
            line: 4,
            side: 'old',
            severity: 'minor',
            title: 'The deleted function is still called by a plugin',
            quote: '\treturn 1',
          },
        ]),
      ),
    ],
  },
  check: ({ github }) => {
    const comments = github.state.reviewComments(7);
    const crlf = comments.find(({ thread }) => thread.path === 'Windows/Price.cs');
    expect(github.state.appliedSuggestion(crlf?.comment.id ?? 0)).toEqual({ kind: 'applied', text: windows });
    const noEnd = comments.find(({ thread }) => thread.path === 'no-end.rs');
    expect(github.state.appliedSuggestion(noEnd?.comment.id ?? 0)).toEqual({
      kind: 'applied',
      text: 'fn main() {\n    println!("a");\n}',
    });
  },
};
