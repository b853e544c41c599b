import type { RepositoryDescription } from '../../test/doubles/github/repository.ts';

const AREAS = 16;
const MODULES_PER_AREA = 12;
/** About 100 lines a module. */
const FUNCTIONS = 20;
const CHANGED_FUNCTION = 7;
const AREAS_CHANGED = 14;
const CHANGED_PER_AREA = 10;

/** A hundred and forty modules change in one function each: several groups of files that belong together. */
export function largeChange(): RepositoryDescription {
  const base: Record<string, string> = {
    'AGENTS.md': 'Prices are in cents. Every handler checks the tenant.\n',
  };
  const head: Record<string, string> = {};
  for (let area = 0; area < AREAS; area += 1) {
    for (let number = 0; number < MODULES_PER_AREA; number += 1) {
      base[modulePath(area, number)] = moduleText(area, number, 'kept');
      if (area < AREAS_CHANGED && number < CHANGED_PER_AREA)
        head[modulePath(area, number)] = moduleText(area, number, 'chosen');
    }
    base[`test/area${area}.test.ts`] = testText(area);
  }
  return { base, head, message: 'Choose instead of keep' };
}

/** A change of a few files that another change of other files stands beside. */
export function smallChange(): RepositoryDescription {
  const { base } = largeChange();
  return { base, head: changeOf([0, 1, 2, 3, 4]), message: 'Choose in the first area' };
}

/** New texts of so many modules of the first area. */
export function changeOf(numbers: readonly number[], word = 'chosen'): Record<string, string> {
  return Object.fromEntries(numbers.map((number) => [modulePath(0, number), moduleText(0, number, word)]));
}

function modulePath(area: number, number: number): string {
  return `src/area${area}/module${number}.ts`;
}

function moduleText(area: number, number: number, word: string): string {
  const id = `${area}x${number}`;
  const before =
    number === 0 ? '' : `import { step${area}x${number - 1}x0 } from './module${number - 1}';\n\n`;
  const functions = Array.from({ length: FUNCTIONS }, (_function, part) =>
    functionText(id, part, part === CHANGED_FUNCTION ? word : 'kept'),
  );
  const last =
    number === 0
      ? ''
      : `\nexport const chain${id} = (values: number[]) => step${area}x${number - 1}x0(values, 1);\n`;
  return `${before}${functions.join('\n')}${last}`;
}

function functionText(id: string, part: number, word: string): string {
  return [
    `export function step${id}x${part}(values: readonly number[], rate: number): number[] {`,
    `  // Rates above ${part} belong to last year's tariff.`,
    `  const ${word} = values.filter((value) => value > ${part} && rate < 10);`,
    `  return ${word}.map((value) => Math.round(value * rate) + ${part});`,
    '}',
    '',
  ].join('\n');
}

function testText(area: number): string {
  return `import { step${area}x0x0 } from '../src/area${area}/module0';\n\nit('rounds', () => expect(step${area}x0x0([2], 1)).toEqual([${2 + area}]));\n`;
}
