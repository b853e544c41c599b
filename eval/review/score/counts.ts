import type { GoldenSeverity } from '../case.ts';
import type { PlacedGolden } from '../head-lines.ts';
import type { Told } from '../told.ts';
import { assign, type Judged, type Mode, type Verdict } from './assign.ts';

/** Things that can be summed over cases. */
const NAMES = [
  'cases',
  'findings',
  'true',
  'false',
  'duplicate',
  'leftOut',
  'quoted',
  'required',
  'met',
  'weight',
  'weightMet',
  'severe',
  'severeMet',
  'inside',
  'insideMet',
  'outside',
  'outsideMet',
  'cleanCases',
  'cleanFalse',
] as const;

export type Counts = Readonly<Record<(typeof NAMES)[number], number>>;

const WEIGHTS: Readonly<Record<GoldenSeverity, number>> = { critical: 8, high: 4, medium: 2, low: 1 };

/** What the findings of one run on one case are worth. */
export function countsOf(findings: readonly Told[], judged: Judged, mode: Mode): Counts {
  const { verdicts, met } = assign(findings, judged, mode);
  const number = (wanted: Verdict) => verdicts.filter(({ verdict }) => verdict === wanted).length;
  const required = [...judged.goldens.entries()].filter(([, golden]) => golden.required);
  const sum = (is: (golden: PlacedGolden) => boolean, of: (golden: PlacedGolden) => number = () => 1) => {
    const wanted = required.filter(([, golden]) => is(golden));
    const total = (all: typeof wanted) => all.reduce((so, [, golden]) => so + of(golden), 0);
    return { all: total(wanted), met: total(wanted.filter(([index]) => met.has(index))) };
  };
  const every = sum(() => true);
  const weight = sum(
    () => true,
    ({ severity }) => WEIGHTS[severity],
  );
  const severe = sum(({ severity }) => severity === 'critical' || severity === 'high');
  const inside = sum(({ proof }) => proof === 'changed');
  const outside = sum(({ proof }) => proof === 'unchanged');
  const isClean = judged.goldens.length === 0;
  return {
    cases: 1,
    findings: findings.length,
    true: number('true'),
    false: number('false'),
    duplicate: number('duplicate'),
    leftOut: number('left-out'),
    quoted: findings.filter(({ quoted }) => quoted).length,
    required: every.all,
    met: every.met,
    weight: weight.all,
    weightMet: weight.met,
    severe: severe.all,
    severeMet: severe.met,
    inside: inside.all,
    insideMet: inside.met,
    outside: outside.all,
    outsideMet: outside.met,
    cleanCases: isClean ? 1 : 0,
    cleanFalse: isClean ? number('false') : 0,
  };
}

const NO_COUNTS: Counts = {
  cases: 0,
  findings: 0,
  true: 0,
  false: 0,
  duplicate: 0,
  leftOut: 0,
  quoted: 0,
  required: 0,
  met: 0,
  weight: 0,
  weightMet: 0,
  severe: 0,
  severeMet: 0,
  inside: 0,
  insideMet: 0,
  outside: 0,
  outsideMet: 0,
  cleanCases: 0,
  cleanFalse: 0,
};

export function sumCounts(all: readonly Counts[]): Counts {
  const sum: Record<(typeof NAMES)[number], number> = { ...NO_COUNTS };
  for (const counts of all) for (const name of NAMES) sum[name] += counts[name];
  return sum;
}
