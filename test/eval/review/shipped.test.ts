import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import { openRecorded } from '../../../eval/review/answers/recorded.ts';
import { loadCases } from '../../../eval/review/load.ts';
import { measure } from '../../../eval/review/measure.ts';
import { readOptions } from '../../../eval/review/options.ts';
import { renderReport } from '../../../eval/review/report.ts';
import { REPORT_VARIANTS } from '../../../eval/review/variants.ts';

const REPORT = 'docs/evaluation-report.md';
/** Some two hundred reviews of real repositories. */
jest.setTimeout(600_000);

const NOWHERE = { mailbox: null, endpoint: null, record: null };

/** What a replay of recorded answers gives; an error that names the first question without one. */
async function replayed(args: readonly string[]) {
  const options = readOptions(['--stale', '--jobs', '2', ...args]);
  const sources = { ...NOWHERE, recorded: openRecorded(options.answers), stale: true };
  const cases = loadCases(options.cases).filter(
    ({ name, shape }) =>
      options.only.length === 0 || options.only.some((one) => one === name || one === shape),
  );
  const measurement = await measure({
    cases,
    options,
    review: sources,
    judging: sources,
    notes: [],
    say: () => undefined,
  });
  if (measurement.kind === 'figures') return measurement;
  const missing = measurement.questions.map(({ case: name, request }) => `${name}: ${request}`);
  throw new Error(`There is no recorded answer to:\n${missing.join('\n')}`);
}

describe('the recorded answers of the shipped cases', () => {
  it('go through readers, checks, posting, judge and scoring, and give the report in the documents', async () => {
    const measurement = await replayed(REPORT_VARIANTS.flatMap((name) => ['--variant', name]));
    const report = renderReport(measurement.sources, measurement.summaries);
    expect(existsSync(REPORT)).toBe(true);
    // After a change of the wording the figures are those of older answers, and the report says so.
    if (report.includes('STALE:')) expect(measurement.summaries).toHaveLength(REPORT_VARIANTS.length);
    else expect(withoutSeconds(readFileSync(REPORT, 'utf8'))).toBe(withoutSeconds(report));
  });

  it('of claims that are wrong and look right, none is posted', async () => {
    const variants = ['standard', 'standard without falsifier'].flatMap((name) => ['--variant', name]);
    const { summaries } = await replayed([
      '--answers',
      'eval/wrong-claims',
      '--only',
      'several',
      ...variants,
    ]);
    const posted = summaries.map(({ headlines }) => headlines[0]?.counts);
    expect(posted[0]).toMatchObject({ true: 0, false: 0 });
    expect(posted[1]).toMatchObject({ true: 0, false: 61 });
  });

  it('with look-ups and every reader', async () => {
    const only = DEEP_CASES.flatMap((name) => ['--only', name]);
    const { summaries } = await replayed(['--variant', 'deep', ...only]);
    expect(summaries[0]?.headlines[0]?.counts).toMatchObject({ cases: DEEP_CASES.length });
  });
});

/** Those of the large cases that were read with `effort: deep`, chosen before anything was read. */
const DEEP_CASES = [
  'go-metered-hours',
  'java-hold-shelf',
  'php-folder-links',
  'python-export-uploads',
  'ruby-dunning-steps',
  'typescript-thread-inbox',
];

/** How long a machine took stands at the end of the rows with a price, and is another each time. */
function withoutSeconds(report: string): string {
  return report.trimEnd().replaceAll(/^(\|.*\$.*\|) \d+ \|$/gm, '$1 … |');
}
