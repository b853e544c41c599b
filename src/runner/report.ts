import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { error, notice, setOutput, summary, warning } from '@actions/core';
import { annotationsOf } from '../core/report/check-run.ts';
import { renderJobSummary } from '../core/report/job-summary.ts';
import { renderFailed, renderSkipped } from '../core/report/outcome.ts';
import { outputsOf, type ReportFiles } from '../core/report/outputs.ts';
import { reportJson } from '../core/report/report-json.ts';
import { sarifOf } from '../core/report/sarif.ts';
import { unposted } from '../core/review/posting.ts';
import { languageOf } from '../core/words/language-of.ts';
import type { Ended } from '../flow/under-check.ts';
import type { RecordedRequest } from '../workspace/recording-publisher.ts';

/** Where the files of a run go. */
export type ReportPlace = {
  readonly folder: string;
  /** The path the input `artifact` asks for; null when it was not given. */
  readonly artifact: string | null;
  /** A dry run posts nothing, whatever its publisher was given. */
  readonly dryRun: boolean;
};

const INDENT = 2;

/** Says on every face of the job how a run ended: files, outputs, job summary, annotations. */
export async function report(ended: Ended, place: ReportPlace): Promise<void> {
  const files = writeFiles(ended, place);
  const outputs = outputsOf(ended.outcome, files);
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  if (place.dryRun) setOutput('comments-posted', '0');
  await summary.addRaw(jobSummary(ended), true).write();
  annotate(ended);
}

/** What a dry run would have sent, as a file and in the job summary's own words. */
export async function reportDryRun(requests: readonly RecordedRequest[], place: ReportPlace): Promise<void> {
  const path = resolve(place.folder, 'kimi-review-dry-run.json');
  write(path, JSON.stringify(requests, null, INDENT));
  const rows = requests.map(({ method, path: target }) => `- \`${method} ${target}\``).join('\n');
  await summary
    .addRaw(
      `\nDry run: nothing was posted. These requests would have been sent (bodies in \`${path}\`):\n\n${rows}\n`,
      true,
    )
    .write();
}

function writeFiles({ outcome, pull }: Ended, place: ReportPlace): ReportFiles {
  if (outcome.kind !== 'reviewed') return { report: '', sarif: '' };
  const { review, posting } = outcome;
  const name = `kimi-review-${pull?.number ?? 0}`;
  const files = {
    report: place.artifact === null ? resolve(place.folder, `${name}.json`) : resolve(place.artifact),
    sarif: resolve(place.folder, `${name}.sarif`),
  };
  return {
    report: write(files.report, reportJson(review, posting)),
    sarif: write(files.sarif, sarifOf(review)),
  };
}

/** The path, or empty when it cannot be written: the review stands on the pull request all the same. */
function write(path: string, text: string): string {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    warning(`The report could not be written to ${path}: ${words}`, { title: 'Kimi Review' });
    return '';
  }
}

function jobSummary({ outcome, pull }: Ended): string {
  switch (outcome.kind) {
    case 'reviewed':
      return renderJobSummary(outcome.review, outcome.posting);
    case 'failed':
      return renderFailed(outcome.error, pull);
    case 'skipped':
    case 'ignored':
      return renderSkipped(outcome);
  }
}

/** Findings that could not be posted stand at their lines at least in the log of the run and on its page. */
function annotate({ outcome }: Ended): void {
  if (outcome.kind === 'skipped' || outcome.kind === 'ignored') {
    notice(outcome.reason, { title: 'Kimi Review: not reviewed' });
    return;
  }
  if (outcome.kind !== 'reviewed') return;
  const { review, posting } = outcome;
  const { words } = languageOf(review.settings.language);
  const left = unposted(review.plan.post, posting).map(({ placed }) => placed);
  for (const annotation of annotationsOf(left, words)) {
    const say = { failure: error, warning, notice }[annotation.annotation_level];
    say(annotation.message, {
      title: annotation.title,
      file: annotation.path,
      startLine: annotation.start_line,
      endLine: annotation.end_line,
    });
  }
}
