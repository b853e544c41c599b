import type { RepositoryDescription } from '../doubles/github/repository.ts';

const NUMBERS = Array.from({ length: 10 }, (_file, index) => index + 1);

const moduleText = (number: number, tax: string): string =>
  number === 1
    ? `export const price1 = (net) => net * ${tax};\n`
    : `import { price${number - 1} } from './price-${number - 1}.js';\n\nexport const price${number} = (net) => price${number - 1}(net) * ${tax};\n`;

/** A pull request of ten files that import each other, with a caller, a test and guidance beside them. */
export const tenFiles: RepositoryDescription = {
  base: {
    'AGENTS.md': 'Prices are in cents.\n',
    'src/main.js': "import { price10 } from './price-10.js';\n\nconsole.log(price10(100));\n",
    'test/price-10.test.js': "import { price10 } from '../src/price-10.js';\n\nprice10(1);\n",
    ...Object.fromEntries(NUMBERS.map((number) => [`src/price-${number}.js`, moduleText(number, '1.19')])),
  },
  head: Object.fromEntries(NUMBERS.map((number) => [`src/price-${number}.js`, moduleText(number, '1.2')])),
};
