/**
 * The whole of `npm test`: every check of the house, then the tests, each stage with its time. A failed stage does
 * not hide the next ones. The last line is the count of the tests.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const STAGES = [
  { name: 'format and lint', command: 'check:format' },
  { name: 'types', command: 'check:types' },
  { name: 'house: imports and dead code', command: 'check:house' },
  { name: 'schema, action.yml and docs agree', command: 'check:schema' },
  { name: 'dist is a fresh build', command: 'check:dist' },
];

const COUNTS = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  /** Files that could not be run at all: each counts as a failure, for its tests are unknown. */
  numRuntimeErrorTestSuites: z.int(),
});

const MS_PER_SECOND = 1_000;
const failed: string[] = [];

for (const { name, command } of STAGES) stage(name, ['run', '-s', command]);

const folder = mkdtempSync(join(tmpdir(), 'kimi-review-test-'));
const report = join(folder, 'jest.json');
stage('tests', ['run', '-s', 'jest', '--', '--json', `--outputFile=${report}`, '--silent']);
const counts = readCounts();
rmSync(folder, { recursive: true });

spawnSync('npm', ['run', '-s', 'sizes'], { stdio: 'inherit' });
if (failed.length > 0) console.log(`Failed: ${failed.join('; ')}`);
process.exitCode = failed.length > 0 || counts.failed > 0 ? 1 : 0;
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);

function stage(name: string, npmArguments: readonly string[]): void {
  const startedAt = performance.now();
  console.log(`▶ ${name}`);
  // Jest prints its JSON to stdout as well, even with an output file; its progress is on stderr.
  const stdout = npmArguments.includes('jest') ? 'ignore' : 'inherit';
  const { status } = spawnSync('npm', npmArguments, { stdio: ['ignore', stdout, 'inherit'] });
  const seconds = ((performance.now() - startedAt) / MS_PER_SECOND).toFixed(1);
  console.log(`${status === 0 ? '✔' : '✘'} ${name} (${seconds} s)`);
  if (status !== 0) failed.push(name);
}

function readCounts(): { passed: number; failed: number; skipped: number } {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const read = COUNTS.parse(JSON.parse(readFileSync(report, 'utf8')));
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests + read.numRuntimeErrorTestSuites,
    skipped: read.numPendingTests + read.numTodoTests,
  };
}
