/** How much of what a reviewer has to see reaches the prompt: recall and precision over the labelled set. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { LANGUAGES } from '../case-file/languages.ts';
import { loadCases, SHELVES } from './load.ts';
import { type Conditions, type Measured, measure } from './measure.ts';
import { PARTS } from './parts.ts';
import { type Row, rowOf, rowsBy, tableOf } from './table.ts';

const BUDGET_TOKENS = 60_000;
type Size = readonly [name: string, tokens: number];
const SIZES: readonly Size[] = [
  ['15k', 15_000],
  ['200k', 200_000],
  ['1k', 1_000],
  ['500', 500],
];
const CROWDED_SIZES: readonly Size[] = [
  ['200k', 200_000],
  ['30k', 30_000],
  ['15k', 15_000],
  ['5k', 5_000],
  ['2k', 2_000],
];

const { values } = parseArgs({
  options: {
    budget: { type: 'string', default: String(BUDGET_TOKENS) },
    only: { type: 'string', default: '' },
    off: { type: 'string', multiple: true, default: [] },
    set: { type: 'string', default: 'cases' },
    crowded: { type: 'boolean', default: false },
    ablation: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const given = {
  budget: z.coerce.number().int().nonnegative().parse(values.budget),
  off: z.array(z.enum(PARTS)).parse(values.off),
  isCrowded: values.crowded,
};
const cases = loadCases(z.enum(SHELVES).parse(values.set)).filter(
  (one) => values.only === '' || one.language === values.only || one.name.startsWith(values.only),
);
if (cases.length === 0)
  throw new Error(`No case is called ${values.only}; languages: ${LANGUAGES.join(', ')}.`);

if (values.ablation) await ablate();
else await report(await run(given));

async function run(conditions: Conditions): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const one of cases) measured.push(await measure(one, conditions));
  return measured;
}

async function report(measured: readonly Measured[]): Promise<void> {
  const total = rowOf('all', measured);
  const misses = measured.filter((one) => one.missed.length > 0);
  if (values.json) {
    const languages = rowsBy(measured, (one) => one.case.language);
    const kinds = rowsBy(measured, (one) => one.case.kind);
    const missed = misses.map((one) => ({ case: one.case.name, needed: one.missed }));
    console.log(JSON.stringify({ conditions: given, total, languages, kinds, missed }, null, 2));
    return;
  }
  if (values.verbose) for (const one of measured) console.log(verboseLine(one));
  const by = (title: string, key: (one: Measured) => string) =>
    console.log(`\n${tableOf(title, [...rowsBy(measured, key), total])}`);
  by('language', (one) => one.case.language);
  by('kind of link', (one) => one.case.kind);
  console.log(misses.length === 0 ? '\nNothing was missed.' : '\nMissed:');
  for (const one of misses) {
    console.log(`- ${one.case.name} (${one.case.kind}): ${one.case.title}`);
    for (const { path, quote } of one.missed) console.log(`    ${path}: ${quote.trim().split('\n', 1)[0]}`);
  }
}

function verboseLine({
  case: one,
  found,
  missed,
  gathered,
  around,
  aroundUseful,
  reasons,
}: Measured): string {
  const verdict = missed.length === 0 ? 'found ' : 'MISSED';
  const why = [...new Set(reasons)].join(', ');
  return `${verdict} ${one.name}: ${found.length}/${one.needed.length}, ${gathered} found, ${aroundUseful}/${around} around; ${why}`;
}

/** One line for each condition, everything else being as it ships. */
async function ablate(): Promise<void> {
  const { isCrowded } = given;
  const sizes = isCrowded ? CROWDED_SIZES : SIZES;
  const variants: [string, Omit<Conditions, 'isCrowded'>][] = [
    ['as it ships, 60k', { budget: BUDGET_TOKENS, off: [] }],
    ...sizes.map(([name, budget]): [string, Omit<Conditions, 'isCrowded'>] => [name, { budget, off: [] }]),
    ['graph off', { budget: BUDGET_TOKENS, off: ['graph'] }],
    ['keys off', { budget: BUDGET_TOKENS, off: ['keys'] }],
    ['tests off', { budget: BUDGET_TOKENS, off: ['tests'] }],
    ['siblings off', { budget: BUDGET_TOKENS, off: ['siblings'] }],
    ['diff and changed files only', { budget: BUDGET_TOKENS, off: ['all'] }],
  ];
  const rows: Row[] = [];
  for (const [name, conditions] of variants) rows.push(rowOf(name, await run({ ...conditions, isCrowded })));
  console.log(tableOf('condition', rows));
}
