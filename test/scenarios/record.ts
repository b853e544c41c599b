import * as z from 'zod';
import type { RecordedCall } from '../doubles/kimi/options.ts';
import { KIMI_KEY, PULL_NUMBER } from './play.ts';
import type { Played } from './scenario.ts';

const SHORT_SHA = 7;
const REQUESTS_SHOWN_MAX = 25;
const BLOCK_LINES_MAX = 120;
const SUMMARY_LINES_MAX = 12;
const PROMPT_LINES_MAX = 60;

/** Outputs that differ from run to run; everything else is the same for equal input. */
const VOLATILE_OUTPUTS = ['duration-seconds', 'report', 'sarif'];

/** The last run as Markdown a stranger can read: requests sent, answers used, and everything that is posted now. */
export function recordOf(title: string, played: Played): string {
  const sections = [
    `# ${title}`,
    stepSection(played),
    githubSection(played),
    kimiSection(played.kimi.calls.slice(played.seenBefore.kimi)),
    ...postedSections(played),
    `## Job summary\n\n${block(played.run.summary, SUMMARY_LINES_MAX)}`,
  ];
  return `${stable(sections.join('\n\n'), played).trimEnd()}\n`;
}

function stepSection({ run }: Played): string {
  const outputs = Object.entries(run.outputs)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}: ${VOLATILE_OUTPUTS.includes(name) && value !== '' ? '…' : value}`);
  const annotations = run.log.split('\n').filter((line) => /^::(notice|warning|error)/.test(line));
  return `## The step\n\nexit status ${run.status}\n\n${block([...annotations, ...outputs].join('\n'))}`;
}

function githubSection({ github, seenBefore }: Played): string {
  const rows = github.requests
    .slice(seenBefore.github)
    .map(({ method, path, status }) => `${method} ${path} → ${status}`);
  const shown = rows.slice(0, REQUESTS_SHOWN_MAX);
  const rest = rows.length - shown.length;
  if (rest > 0) shown.push(`… and ${rest} more`);
  return `## GitHub was asked\n\n${block(shown.join('\n'))}`;
}

function kimiSection(calls: readonly RecordedCall[]): string {
  const rows = calls.map(
    (call) =>
      `${call.order + 1}. thinking ${call.thinking ?? '?'}, cap ${call.outputCap ?? '?'} → ${call.status ?? 'nothing'}${call.errorType === null ? '' : ` ${call.errorType}`}`,
  );
  const asked = `## Kimi was asked\n\n${block(rows.length === 0 ? 'nothing' : rows.slice(0, REQUESTS_SHOWN_MAX).join('\n'))}`;
  const shown = firstQuestion(calls);
  return shown === '' ? asked : `${asked}\n\n## Kimi was shown first\n\n${block(shown, PROMPT_LINES_MAX)}`;
}

const QUESTION = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) });

/** The user's message of the first request; the rules before it are the same in every scenario. */
function firstQuestion(calls: readonly RecordedCall[]): string {
  const body = QUESTION.safeParse(calls[0]?.body);
  return body.data?.messages.find((message) => message.role === 'user')?.content ?? '';
}

function postedSections({ github, seenBefore }: Played): string[] {
  const pull = github.state.pulls.get(PULL_NUMBER);
  const reviews = (pull?.reviews ?? []).map(
    (review) =>
      `## Review on ${review.commitSha.slice(0, SHORT_SHA)}, ${review.state}\n\n${block(review.body)}`,
  );
  const threads = (pull?.threads ?? []).map((thread) => {
    const lines = thread.startLine === null ? `${thread.line}` : `${thread.startLine}-${thread.line}`;
    const bodies = thread.comments.map((comment) => block(comment.body));
    return `## Comment on ${thread.path}, ${thread.side} line ${lines}\n\n${bodies.join('\n\n')}`;
  });
  const summaries = (pull?.issueComments ?? []).map(
    (comment) => `## Comment by ${comment.author}\n\n${block(comment.body)}`,
  );
  const texts = (pull?.issueComments ?? []).map((comment) => withoutMarks(comment.body));
  const checksOfLastRun = github.state.checkRuns.slice(seenBefore.checks);
  const checks = checksOfLastRun.map(
    (check) =>
      `## Check run on ${check.headSha.slice(0, SHORT_SHA)}: ${check.status}, ${check.conclusion ?? 'no conclusion'}\n\n${block(
        [
          check.title ?? '',
          '',
          summaryOf(check.summary ?? '', texts),
          ...check.annotations.map(
            (note) =>
              `${note.annotation_level} ${note.path}:${note.start_line} ${note.title ?? ''}: ${note.message}`,
          ),
        ].join('\n'),
      )}`,
  );
  return [...reviews, ...threads, ...summaries, ...checks];
}

function summaryOf(summary: string, comments: readonly string[]): string {
  return comments.includes(summary.trim()) ? '(the text of the summary comment)' : summary;
}

function withoutMarks(body: string): string {
  return body.replace(/^(?:<!--[\s\S]*?-->\n*)+/, '').trim();
}

/** Indented rather than fenced, so that fences inside stay as they are. */
export function block(text: string, linesMax = BLOCK_LINES_MAX): string {
  const lines = text.trimEnd().split('\n');
  const shown = lines.slice(0, linesMax);
  if (lines.length > shown.length) shown.push(`… ${lines.length - shown.length} more lines`);
  return shown.map((line) => (line === '' ? '' : `    ${line}`)).join('\n');
}

const MARK = /(<!-- kimi-review:\w+ v\d+ )([A-Za-z0-9+/=]+)( -->)/g;

/** Ports, durations and request ids out, hidden marks in words; nothing else. */
export function stable(text: string, { github, kimi }: Played): string {
  return text
    .replaceAll(MARK, (_mark, open: string, words: string, close: string) =>
      [open, Buffer.from(words, 'base64').toString('utf8'), close].join(''),
    )
    .replaceAll(github.url, 'GITHUB')
    .replaceAll(kimi.url, 'KIMI')
    .replaceAll(KIMI_KEY, 'KEY-LEAKED')
    .replaceAll(/\b\d+(\.\d+)? (s|seconds?)\b/g, 'N s')
    .replaceAll(/\b(request(?: id:?)? `?)[\da-f]{8}-[\w-]+/gi, '$1ID');
}
