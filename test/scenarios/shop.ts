import type { RepositoryDescription } from '../doubles/github/repository.ts';
import { answer, type WrittenFinding } from './answers.ts';
import type { Scenario } from './scenario.ts';

const TOTAL = `export function total(items) {
  let sum = 0;
  for (let index = 0; index < items.length; index += 1) {
    sum += items[index].count;
  }
  return sum;
}
`;

/** A small change with one defect: enough for everything that goes wrong around it. */
export const SHOP: RepositoryDescription = {
  base: { 'src/total.js': TOTAL, 'README.md': '# Shop\n' },
  head: { 'src/total.js': TOTAL.replace('index < items.length', 'index <= items.length') },
};

export const DEFECT: WrittenFinding = {
  path: 'src/total.js',
  line: 3,
  title: 'The last round reads past the end of the list',
  quote: '  for (let index = 0; index <= items.length; index += 1) {',
  body: 'With any list, the last round reads `items[items.length]`, which is undefined, and `.count` of it throws.',
};

/** The answer a good day gives about `SHOP`. */
export const ANSWER = answer([DEFECT]);

/** The same shop with a configuration file on the base branch. */
export function shopWith(config: string): RepositoryDescription {
  return { ...SHOP, base: { ...SHOP.base, '.github/kimi-review.yml': config } };
}

// 2,200 lines of 90 characters are about 70,000 tokens: two such files do not fit into one request.
const LINES = 2_200;
const PARTS = ['alpha', 'beta', 'gamma'] as const;

/** A change too large for one request: three new files, one request for each. */
const LARGE_SHOP: RepositoryDescription = {
  base: { 'README.md': '# Shop\n' },
  head: Object.fromEntries(PARTS.map((part) => [`src/${part}.js`, rows(part)])),
};

function rows(part: string): string {
  const row = (index: number): string =>
    `export const ${part}${index} = [${index}, 'row ${index} of the ${part} table', ${index * 7}, ${index * 11}, ${index * 13}, null];`;
  return `${Array.from({ length: LINES }, (_, index) => row(index)).join('\n')}\n`;
}

/** A finding on the first line of one of the three files. */
export function defectIn(part: string): WrittenFinding {
  return {
    path: `src/${part}.js`,
    line: 1,
    title: `The first row of ${part} is zero`,
    quote: `export const ${part}0 = [0, 'row 0 of the ${part} table', 0, 0, 0, null];`,
  };
}

/** Which of the three files a request is about. */
export function partIn(text: string): string {
  return PARTS.find((part) => text.includes(`file: src/${part}.js`)) ?? 'none';
}

/** Scenarios of the small shop: a title and what is different. */
export function inShop(title: string, difference: Partial<Scenario> = {}): Scenario {
  return { title, repository: SHOP, ...difference };
}

/** One request at a time, so that every run asks in the same order. */
export function inLargeShop(
  title: string,
  { inputs, ...difference }: Partial<Scenario> & { readonly inputs?: Readonly<Record<string, string>> } = {},
): Scenario {
  return {
    title,
    repository: LARGE_SHOP,
    inputs: { 'max-concurrency': '1', ...inputs },
    ...difference,
  };
}
