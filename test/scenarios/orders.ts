import type { RepositoryDescription } from '../doubles/github/repository.ts';
import type { WrittenFinding } from './answers.ts';
import type { Scenario } from './scenario.ts';

const ORDERS = `import { rateFor } from './rates.js';

export function subtotal(items) {
  let sum = 0;
  for (let index = 0; index < items.length; index += 1) {
    sum += items[index].net * items[index].count;
  }
  return sum;
}

/** What people pay: whole cents. */
export function withTax(order) {
  const net = subtotal(order.items);
  if (order.country === undefined) return net;
  return Math.round(net * rateFor(order.country));
}

export function roundedShare(net, people) {
  return Math.round(net / people);
}
`;

const RATES = `const RATES = { de: 1.19, fr: 1.2 };

export function rateFor(country) {
  return RATES[country.toLowerCase()];
}
`;

/** A change with two defects, and much that only looks like one: enough for readers who do not agree. */
export const ORDERS_SHOP: RepositoryDescription = {
  base: {
    'src/orders.js': ORDERS,
    'src/rates.js': RATES,
    'src/desk/split.js':
      "import * as orders from '../orders.js';\n\nexport const split = (net) => orders.roundedShare(net, 3);\n",
    'src/quick-sale.js':
      "import { withTax } from './orders.js';\n\nexport const quickSale = (items) => withTax({ items });\n",
    'README.md': '# Shop\n',
  },
  head: {
    'src/orders.js': ORDERS.replace('index < items.length', 'index <= items.length')
      .replace('  if (order.country === undefined) return net;\n', '')
      .replace('Math.round(net / people)', 'Math.ceil(net / people)'),
  },
};

export const LOOP_LINE = '  for (let index = 0; index <= items.length; index += 1) {';
const GUARD_LINE = '  if (order.country === undefined) return net;';

/** The first defect, as the reader of everything words it. */
export const PAST_END: WrittenFinding = {
  path: 'src/orders.js',
  line: 5,
  title: 'The last round reads past the end of the list',
  trigger: 'With any list, the last round reads `items[items.length]`, which is undefined.',
  effect: 'Reading `.net` of it throws, so no order can be paid.',
  remedy: 'Stop one round earlier.',
  quote: LOOP_LINE,
  body: 'src/orders.js:5 compares with <=, and src/orders.js:6 reads what the last index names.',
};

/** The same defect in other words. */
export const PAST_END_AGAIN: WrittenFinding = {
  ...PAST_END,
  severity: 'blocker',
  title: 'The loop reads one item past the end',
  body: 'The bound changed.',
};

/** The second defect: a guarantee that is gone. */
export const NO_COUNTRY: WrittenFinding = {
  path: 'src/orders.js',
  line: 14,
  side: 'old',
  severity: 'minor',
  category: 'contract',
  title: 'Orders without a country throw now',
  trigger: '`quickSale` passes an order without a country.',
  effect: '`rateFor` calls `toLowerCase` of undefined.',
  remedy: 'Keep the check.',
  quote: GUARD_LINE,
  body: '',
};

/** Wrong, and a search can tell: `src/desk/split.js` calls it. */
export const NEVER_CALLED: WrittenFinding = {
  path: 'src/orders.js',
  line: 17,
  severity: 'minor',
  category: 'bug',
  title: '`roundedShare` is never called',
  quote: 'export function roundedShare(net, people) {',
};

/** True, and true before the change. */
export const NOT_A_NUMBER: WrittenFinding = {
  path: 'src/orders.js',
  line: 6,
  title: 'An item without a price makes the sum no number',
  quote: '    sum += items[index].net * items[index].count;',
};

/** Lines that a check may cite. */
export const CITED = {
  loop: `src/orders.js:5: ${LOOP_LINE}`,
  quickSale: 'src/quick-sale.js:3: export const quickSale = (items) => withTax({ items });',
  sum: 'src/orders.js:6:     sum += items[index].net * items[index].count;',
  rateFor: 'src/rates.js:4:   return RATES[country.toLowerCase()];',
  invented: 'src/orders.js:7:     if (index === items.length) break;',
} as const;

/** One after the other, so that every run asks in the same order. */
const IN_ORDER = { effort: 'standard', 'max-concurrency': '1' };

export type Difference = Omit<Partial<Scenario>, 'inputs'> & {
  readonly inputs?: Readonly<Record<string, string>>;
};

/** Scenarios of the orders: two readers, the one of everything and the one of the contract, and checks. */
export function inOrders(title: string, { inputs, ...difference }: Difference = {}): Scenario {
  return { title, repository: ORDERS_SHOP, inputs: { ...IN_ORDER, ...inputs }, ...difference };
}
