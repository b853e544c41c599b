import { createRepository, type TestRepository } from '../../test/doubles/github/repository.ts';

const FILES_PER_FOLDER = 25;
const TEST_EVERY = 5;
const FUNCTIONS = 6;
const SHARED = 'src/shared/format.ts';

export type Branch = { readonly changed: number; readonly ref: string; readonly headSha: string };
export type Generated = {
  readonly files: number;
  readonly repository: TestRepository;
  readonly branches: readonly Branch[];
};

/**
 * A repository of so many files, with a branch for each number of changed ones. Every module imports its
 * neighbour and one module that all share; every branch changes that one too, which is the hard case.
 */
export function generateRepository(files: number, changes: readonly number[]): Generated {
  const base: Record<string, string> = { 'package.json': '{ "name": "shop" }\n', [SHARED]: sharedText(2) };
  // Each group of modules has one test beside it.
  const modules = Math.floor(((files - Object.keys(base).length) * TEST_EVERY) / (TEST_EVERY + 1));
  for (let index = 0; index < modules; index += 1) {
    base[pathOf(index)] = moduleText(index, 1);
    if (index % TEST_EVERY === 0) base[testPathOf(index)] = testText(index);
  }
  const repository = createRepository({ base });
  const branches = changes.map((changed): Branch => {
    const ref = `change-${changed}`;
    const texts = Object.fromEntries([
      [SHARED, sharedText(3)],
      ...spread(modules, changed - 1).map((index) => [pathOf(index), moduleText(index, 2)]),
    ]);
    const headSha = repository.commit({ files: texts }, `Change ${changed} files`, {
      branch: ref,
      onto: repository.baseSha,
    });
    return { changed, ref, headSha };
  });
  return { files: Object.keys(base).length, repository, branches };
}

function spread(length: number, count: number): number[] {
  return Array.from({ length: count }, (_place, index) => Math.floor((index * length) / count));
}

const folderOf = (index: number): string => `area${Math.floor(index / FILES_PER_FOLDER)}`;
const pathOf = (index: number): string => `src/${folderOf(index)}/module${index}.ts`;
const testPathOf = (index: number): string => `test/${folderOf(index)}/module${index}.test.ts`;

function sharedText(digits: number): string {
  return `export function formatAmount(value: number): string {\n  return value.toFixed(${digits});\n}\n`;
}

function moduleText(index: number, factor: number): string {
  const isFirst = index % FILES_PER_FOLDER === 0;
  const functions = Array.from(
    { length: FUNCTIONS },
    (_function, part) =>
      `/** Step ${part} of module ${index}. */\nexport function step${index}x${part}(values: readonly number[]): string[] {\n  const kept = values.filter((value) => value > ${part});\n  const sum = kept.reduce((total, value) => total + value * ${factor}, 0);\n  return kept.map((value) => formatAmount(value / sum));\n}\n`,
  );
  return [
    "import { formatAmount } from '../shared/format';",
    ...(isFirst ? [] : [`import { step${index - 1}x0 } from './module${index - 1}';`]),
    '',
    ...functions,
    `export const all${index} = (values: readonly number[]) => [...step${index}x1(values), ...${isFirst ? `step${index}x2` : `step${index - 1}x0`}(values)];`,
    '',
  ].join('\n');
}

function testText(index: number): string {
  return `import { step${index}x0 } from '../../src/${folderOf(index)}/module${index}';\n\nit('keeps what is positive', () => expect(step${index}x0([-1, 2])).toEqual(['1.00']));\n`;
}
