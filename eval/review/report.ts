import type { Account } from './answers/tally.ts';
import type { Ending } from './score/endings.ts';
import { share } from './score/figures.ts';
import type { Interval, Spread } from './score/spread.ts';
import { type Headline, type ReaderRow, type Row, rowOf, type Summary } from './score/summary.ts';

/** What was measured and by whom: a figure without its sources is worth nothing. */
export type Sources = {
  readonly cases: string;
  readonly caseCount: number;
  readonly cleanCount: number;
  readonly model: string;
  /** Where the answers of the model come from, in words. */
  readonly answers: string;
  readonly judge: string;
  readonly stage: string;
  readonly seed: number;
  readonly review: Account;
  readonly judging: Account | null;
  readonly notes: readonly string[];
};

const CENT_DIGITS = 2;
const MILL_DIGITS = 4;
const PERCENT = 100;

/** Markdown, so that the documentation can take the tables over as they are. */
export function renderReport(sources: Sources, summaries: readonly Summary[]): string {
  return [
    '# Review quality',
    renderSources(sources),
    headlineTable(summaries, 'strict', 'place and cause'),
    headlineTable(summaries, 'cause', 'cause alone'),
    recallTable(summaries),
    costTable(summaries),
    ...summaries.map((summary) => renderVariant(summary)),
  ].join('\n\n');
}

function renderSources(sources: Sources): string {
  const { review, judging } = sources;
  const estimated = review.answers - review.measured;
  return [
    `- Cases: ${sources.caseCount} from ${sources.cases}, ${sources.cleanCount} of them clean.`,
    `- Model: ${sources.model}. Answers: ${sources.answers}; ${review.answers} distinct.`,
    `- Judge: ${sources.judge}${judging === null ? '' : `; ${judging.answers} answers, wording ${judging.wording}`}.`,
    `- Wording measured: rules ${review.wording}, all questions ${review.questions}.`,
    `- Findings count at the stage: ${sources.stage}.`,
    ...(estimated === 0
      ? []
      : [
          `- Tokens and cost of ${estimated} of ${review.answers} answers are estimates: prompt and written answer by the product's own estimate, cached tokens by a simulated prefix cache, reasoning that was not seen as nothing.`,
        ]),
    ...[review, judging].flatMap((account) =>
      account === null || account.stale === 0
        ? []
        : [
            `- STALE: ${account.stale} of ${account.answers} answers were given to an older wording of the question.`,
          ],
    ),
    `- In brackets: 95 % of ${BOOTSTRAP} drawings of the cases with replacement, seed ${sources.seed}.`,
    ...sources.notes.map((note) => `- ${note}`),
  ].join('\n');
}

const BOOTSTRAP = '1,000';

function headlineTable(summaries: readonly Summary[], mode: Headline['mode'], title: string): string {
  const rows = summaries.map(({ variant, headlines, comments }) => {
    const one = headlines.find((headline) => headline.mode === mode);
    if (one === undefined) return [variant];
    const { counts, spread, intervals } = one;
    return [
      variant,
      String(counts.true),
      String(counts.false),
      String(counts.duplicate),
      withInterval(spread.precision, intervals.precision),
      withInterval(spread.recall, intervals.recall),
      percentOf(spread.weightedRecall),
      withInterval(spread.f1, intervals.f1),
      percentOf(spread.f05),
      numberOf(spread.cleanFalse),
      `${fixed(comments.mean)} / ${fixed(comments.median)}`,
    ];
  });
  const head = [
    title,
    'true',
    'false',
    'told twice',
    'precision',
    'recall',
    'weighted recall',
    'F1',
    'F0.5',
    'false on a clean one',
    'comments (mean / median)',
  ];
  return table(head, rows);
}

function recallTable(summaries: readonly Summary[]): string {
  const rows = summaries.map(({ variant, headlines }) => {
    const { counts, spread } = headlines.find(({ mode }) => mode === 'strict') ?? headlines[0] ?? {};
    const of = (met = 0, all = 0, value: Spread | null = null) => `${percentOf(value)} (${met} of ${all})`;
    return [
      variant,
      of(counts?.severeMet, counts?.severe, spread?.severeRecall),
      of(counts?.insideMet, counts?.inside, spread?.insideRecall),
      of(counts?.outsideMet, counts?.outside, spread?.outsideRecall),
      percentOf(spread?.quoted ?? null),
    ];
  });
  return table(
    ['recall', 'critical and high', 'proof in the changed files', 'proof elsewhere', 'quoted code exists'],
    rows,
  );
}

function costTable(summaries: readonly Summary[]): string {
  const rows = summaries.map(({ variant, runs, headlines, tokens, usd, usdPerTrue, seconds }) => {
    const reviews = headlines[0]?.counts.cases ?? 0;
    const each = (sum: number) => (reviews === 0 ? '–' : String(Math.round(sum / reviews)));
    const dollars = (sum: number | null, digits: number) =>
      sum === null ? 'unknown' : `$${sum.toFixed(digits)}`;
    return [
      variant,
      String(runs),
      each(tokens.prompt),
      percent(share(tokens.cached, tokens.prompt)),
      each(tokens.completion),
      dollars(usd === null ? null : usd / Math.max(1, reviews), MILL_DIGITS),
      usdPerTrue === null ? '–' : dollars(usdPerTrue, MILL_DIGITS),
      dollars(usd, CENT_DIGITS),
      each(seconds),
    ];
  });
  const head = [
    'a pull request',
    'runs',
    'prompt tokens',
    'cached',
    'answer tokens',
    'cost',
    'cost of a true finding',
    'cost of all',
    'seconds',
  ];
  return table(head, rows);
}

function renderVariant(summary: Summary): string {
  return [
    `## ${summary.variant}`,
    rowsTable('stage', summary.stages),
    readersTable(summary.readers),
    rowsTable('language', summary.languages),
    rowsTable('shape', summary.shapes),
    ...renderEndings(summary.endings, summary.runs),
    ...(summary.clean.length === 0
      ? []
      : [`Said of clean ones:\n${summary.clean.map((one) => `- ${one.case}: ${one.verdict}`).join('\n')}`]),
    ...(summary.gaps.length === 0
      ? []
      : [`Not read:\n${summary.gaps.map(({ case: name, gap }) => `- ${name}: ${gap}`).join('\n')}`]),
  ].join('\n\n');
}

const ROW_HEAD = ['true', 'false', 'told twice', 'left out', 'goldens met', 'precision', 'recall', 'F1'];

function rowsTable(title: string, rows: readonly Row[]): string {
  const total =
    title === 'stage'
      ? []
      : [
          rowOf(
            'all',
            rows.map(({ counts }) => counts),
          ),
        ];
  return table([title, ...ROW_HEAD], [...rows, ...total].map(cellsOf));
}

function readersTable(rows: readonly ReaderRow[]): string {
  return table(
    ['reader', ...ROW_HEAD, 'met by no other'],
    rows.map((row) => [...cellsOf(row), String(row.alone)]),
  );
}

function cellsOf({ name, counts, figures }: Row): string[] {
  return [
    name,
    String(counts.true),
    String(counts.false),
    String(counts.duplicate),
    String(counts.leftOut),
    `${counts.met} of ${counts.required}`,
    percent(figures.precision),
    percent(figures.recall),
    percent(figures.f1),
  ];
}

function renderEndings(endings: readonly Ending[], runs: number): string[] {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${title}:\n${lines.map((line) => `- ${line}`).join('\n')}`];
  const runOf = ({ run }: Ending) => (runs === 1 ? '' : ` (run ${run})`);
  const missed = endings.flatMap((one) => {
    if (one.kind !== 'missed') return [];
    const when = one.lastSeen === null ? 'never found' : `last seen at: ${one.lastSeen}`;
    return [`${one.case}${runOf(one)}, ${one.severity}, ${when}: ${inLine(one.description)}`];
  });
  const noise = (kind: Ending['kind']) =>
    endings.flatMap((one) =>
      one.kind === 'missed' || one.kind !== kind
        ? []
        : [`${one.case}${runOf(one)}, ${one.reader}, ${one.path}:${one.line ?? '?'}: ${inLine(one.title)}`],
    );
  return [
    ...list('Missed', missed),
    ...list('False', noise('false')),
    ...list('Told twice', noise('duplicate')),
  ];
}

function inLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(['---', ...head.slice(1).map(() => '---:')]), ...rows.map(line)].join('\n');
}

function withInterval(spread: Spread | null, interval: Interval | null): string {
  const range = interval === null ? '' : ` [${whole(interval.low)}–${whole(interval.high)}]`;
  return `${percentOf(spread)}${range}`;
}

function percentOf(spread: Spread | null): string {
  if (spread === null) return '–';
  const { mean, deviation } = spread;
  return deviation === null ? percent(mean) : `${percent(mean)} ± ${(deviation * PERCENT).toFixed(1)}`;
}

function numberOf(spread: Spread | null): string {
  if (spread === null) return '–';
  const { mean, deviation } = spread;
  return deviation === null ? fixed(mean) : `${fixed(mean)} ± ${fixed(deviation)}`;
}

function percent(value: number | null): string {
  return value === null ? '–' : `${(value * PERCENT).toFixed(1)} %`;
}

function whole(value: number): string {
  return (value * PERCENT).toFixed(0);
}

function fixed(value: number | null): string {
  return value === null ? '–' : value.toFixed(CENT_DIGITS);
}
