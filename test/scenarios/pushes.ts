import type { RepositoryDescription } from '../doubles/github/repository.ts';

const lines = (count: number, word: string): string =>
  Array.from({ length: count }, (_line, index) => `export const ${word}${index} = ${index};\n`).join('');

/** Two files far apart; the first push writes `== null` into one, the second push touches the other. */
const cartBefore = `${lines(30, 'a')}export const isEmpty = (cart) => cart.items.length === 0;\n${lines(30, 'b')}`;
export const cartFirst = cartBefore.replace('length === 0', 'length == null');
export const cartFixed = cartBefore.replace('length === 0', 'length < 1');
const totalBefore = `${lines(30, 'c')}export const total = (cart) => sum(cart.items);\n`;
export const totalFirst = totalBefore.replace('sum(cart.items)', 'sum(cart.items) + 1');

export const shop: RepositoryDescription = {
  base: {
    'src/cart.js': cartBefore,
    'src/total.js': totalBefore,
    'src/sum.js': 'export const sum = (items) => 0;\n',
  },
  head: { 'src/cart.js': cartFirst, 'src/total.js': totalFirst },
};

export const emptyCart = {
  path: 'src/cart.js',
  line: 31,
  title: 'An empty cart is never empty',
  quote: 'export const isEmpty = (cart) => cart.items.length == null;',
  body: 'A length is never null, so this is always false.',
};

export const oneMore = {
  path: 'src/total.js',
  line: 31,
  severity: 'minor',
  title: 'The total is one too much',
  quote: 'export const total = (cart) => sum(cart.items) + 1;',
  body: 'An empty cart costs 1.',
} as const;

export const wrongSum = {
  path: 'src/sum.js',
  line: 1,
  severity: 'blocker',
  title: 'The sum is always one',
  quote: 'export const sum = (items) => 1;',
  body: 'It does not look at the items.',
} as const;
