import type { IssueComment } from '../doubles/github/records.ts';
import { block, stable } from './record.ts';
import type { Played } from './scenario.ts';

const OUTPUTS_SHOWN = ['conclusion', 'coverage', 'findings', 'comments-posted', 'skip-reason'];
const REQUESTS_SHOWN_MAX = 12;
const LINES_MAX = 40;

/** One run in the few lines that say how a trouble ended, for whom, and what was posted. */
export function briefRecordOf(title: string, played: Played): string {
  const parts = [
    `## ${title}`,
    stepPart(played),
    ...(logOf(played) === '' ? [] : [`Log:\n\n${block(logOf(played), LINES_MAX)}`]),
    `Kimi answered: ${kimiPart(played)}`,
    `Sent to GitHub: ${sentPart(played)}`,
    ...postedParts(played),
    ...checksPart(played),
    ...checkParts(played),
  ];
  return stable(parts.join('\n\n'), played).trimEnd();
}

function stepPart({ run }: Played): string {
  const outputs = OUTPUTS_SHOWN.flatMap((name) =>
    run.outputs[name] === undefined || run.outputs[name] === '' ? [] : [`${name} ${run.outputs[name]}`],
  );
  const colour = run.status === 0 ? 'green' : 'red';
  return `Step: ${colour} (exit status ${run.status}). ${outputs.length === 0 ? 'No outputs' : outputs.join(', ')}`;
}

/** Stages that every run goes through say nothing of trouble. */
const STAGE = /^▸ (Reading|Asking|Putting)/;

/** The log of the job without the lines the runner swallows. */
function logOf({ run }: Played): string {
  return run.log
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('::add-mask::') && !STAGE.test(line))
    .join('\n');
}

function kimiPart({ kimi, seenBefore }: Played): string {
  const rows = kimi.calls
    .slice(seenBefore.kimi)
    .map(
      ({ status, errorType, thinking }) =>
        `${status ?? 'nothing'}${errorType === null ? '' : ` ${errorType}`}${thinking === 'enabled' ? ' (thinking)' : ''}`,
    );
  return listed(rows) || 'it was not asked';
}

/** What changes something, and whatever GitHub did not like. */
function sentPart({ github, seenBefore }: Played): string {
  const rows = github.requests
    .slice(seenBefore.github)
    .filter(({ method, path, status }) => (method !== 'GET' && !path.endsWith('/graphql')) || !isGood(status))
    .map(({ method, path, status }) => `${method} ${path.replace(/^\/repos\/[^/]+\/[^/]+/, '')} ${status}`);
  return listed(rows) || 'nothing';
}

function isGood(status: number): boolean {
  return Math.floor(status / 100) === 2;
}

function listed(rows: readonly string[]): string {
  const rest = rows.length - REQUESTS_SHOWN_MAX;
  return [...rows.slice(0, REQUESTS_SHOWN_MAX), ...(rest > 0 ? [`and ${rest} more`] : [])].join(' · ');
}

function postedParts({ github }: Played): string[] {
  return [...github.state.pulls.values()].flatMap((pull) => {
    const on = github.state.pulls.size > 1 ? ` on #${pull.seed.number}` : '';
    const reviews = pull.reviews.map(
      (review) => `Review${on} (${review.state}):\n\n${block(review.body, LINES_MAX)}`,
    );
    const threads = pull.threads.flatMap((thread) =>
      thread.comments.map(
        ({ body }) => `Comment${on} at ${thread.path}:${thread.line ?? '-'}: ${commentPart(body)}`,
      ),
    );
    const summaries = pull.issueComments
      .filter((comment) => isOurs(comment))
      .map((comment) => `Summary${on}:\n\n${block(visible(comment.body), LINES_MAX)}`);
    return [...reviews, ...threads, ...summaries];
  });
}

/** What a comment says beyond its head about how sure it is, and by what rule. */
const CAVEAT =
  /^(?:Unverified|Low confidence|Rule |\*\*(?:Checked|Not decided|Not checked)\.)|^A possible fix/;

function commentPart(body: string): string {
  const [head = '', ...rest] = body.split('\n');
  return [head, ...rest.filter((line) => CAVEAT.test(line))].join(' ▸ ');
}

/** Only the summary tells what came of the requests that checked findings. */
const CHECK_ROW = /^\| `check [\da-f+.]+ at (.+)` \| (\d+) \| [\d,]+ \| (.+) \|$/gm;

function checksPart({ github }: Played): string[] {
  const bodies = [...github.state.pulls.values()].flatMap(({ issueComments }) =>
    issueComments.map(({ body }) => body),
  );
  const rows = [...bodies.join('\n').matchAll(CHECK_ROW)].map(
    ([, place, claims, answer]) => `${place} (${claims}): ${answer}`,
  );
  return rows.length === 0 ? [] : [`Checked: ${listed(rows)}`];
}

function isOurs({ author }: IssueComment): boolean {
  return author === 'github-actions[bot]';
}

function checkParts({ github }: Played): string[] {
  const shown = [...github.state.pulls.values()].flatMap(({ issueComments }) =>
    issueComments.map(({ body }) => visible(body)),
  );
  return github.state.checkRuns.map((check) => {
    const summary = visible(check.summary ?? '');
    const notes = check.annotations.map(
      (note) => `${note.annotation_level} ${note.path}:${note.start_line} ${note.title ?? ''}`,
    );
    const text = [shown.includes(summary) ? '' : summary, ...notes].filter((line) => line !== '').join('\n');
    const head = `Check: ${check.conclusion ?? check.status}, "${check.title ?? ''}"`;
    return text === '' ? head : `${head}\n\n${block(text, LINES_MAX)}`;
  });
}

/** Folds about packing, settings and prompts are the same everywhere; what tells of trouble stays. */
const FOLD = /<details>\s*<summary>([^<]*)<\/summary>([\s\S]*?)<\/details>\n*/g;
/** With nothing to report everything stands in one fold; of it this part tells of trouble. */
const SET_ASIDE = /\*\*(Set aside \(\d+\))\*\*\n\n((?:- .*\n?)+)/;
const TELLING = /^(Not posted|Notes|What was read|Standing|Set aside)/;

/** Tokens, money and time of the cost line move with every change of the prompt. */
const COST_LINE = /^`[^`]+`.* · commit `[0-9a-f]+`$/m;
const MOVING = /tokens|\$|commit|^\d[\d.]* (s|min)/;

function setAside(inside: string): string {
  const [, title, list] = SET_ASIDE.exec(inside) ?? [];
  return title === undefined || list === undefined ? '' : `▸ ${title}: ${list.trim()}\n\n`;
}

function visible(body: string): string {
  return body
    .replace(COST_LINE, (line) =>
      line
        .split(' · ')
        .filter((part) => !MOVING.test(part))
        .join(' · '),
    )
    .replaceAll(/<!--[\s\S]*?-->\n*/g, '')
    .replaceAll(FOLD, (_fold, title: string, inside: string) =>
      TELLING.test(title) ? `▸ ${title}: ${inside.trim()}\n\n` : setAside(inside),
    )
    .trim();
}
