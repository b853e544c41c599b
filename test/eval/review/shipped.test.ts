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

describe('the recorded answers of the shipped cases', () => {
  it('go through readers, checks, posting, judge and scoring, and give the report in the documents', async () => {
    const variants = REPORT_VARIANTS.flatMap((name) => ['--variant', name]);
    const options = readOptions(['--stale', '--jobs', '2', ...variants]);
    const sources = { ...NOWHERE, recorded: openRecorded(options.answers), stale: true };
    const measurement = await measure({
      cases: loadCases(options.cases),
      options,
      review: sources,
      judging: sources,
      notes: [],
      say: () => undefined,
    });
    if (measurement.kind !== 'figures') {
      const missing = measurement.questions.map(({ case: name, request }) => `${name}: ${request}`);
      throw new Error(`There is no recorded answer to:\n${missing.join('\n')}`);
    }
    const report = renderReport(measurement.sources, measurement.summaries);
    expect(existsSync(REPORT)).toBe(true);
    // After a change of the wording the figures are those of older answers, and the report says so.
    if (report.includes('STALE:')) expect(measurement.summaries).toHaveLength(REPORT_VARIANTS.length);
    else expect(withoutSeconds(readFileSync(REPORT, 'utf8'))).toBe(withoutSeconds(report));
  });
});

/** How long a machine took stands at the end of the rows with a price, and is another each time. */
function withoutSeconds(report: string): string {
  return report.trimEnd().replaceAll(/^(\|.*\$.*\|) \d+ \|$/gm, '$1 … |');
}
