/** Runs the shipped Action on a real repository, against stand-ins for GitHub and Kimi, and shows the result. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDiff } from '../../src/core/diff/parse.ts';
import { TOKEN } from '../../test/doubles/github/options.ts';
import { createRepository } from '../../test/doubles/github/repository.ts';
import { type GitHubDouble, startGitHub } from '../../test/doubles/github/start.ts';
import { startKimi } from '../../test/doubles/kimi/start.ts';
import { type ActionRun, runAction } from '../../test/doubles/runner.ts';
import { demoAnswer } from './model.ts';
import { type Page, renderPage } from './page.ts';

const REPOSITORY = 'corner-shop/corner-shop';
const NUMBER = 42;
const TITLE = 'Discounts per line, and a faster export';
const DESCRIPTION = [
  'A line can now carry its own discount. The export reads four pages at a time.',
  '',
  'Also: cancelling twice is no error any more, money formatting moved to its own folder, `legacy-csv` is gone.',
].join('\n');

const root = fileURLToPath(new URL('../../', import.meta.url));
const output = join(root, 'demo-output');
const realKey = process.env['KIMI_API_KEY'] ?? '';
const realBaseUrl = process.env['KIMI_BASE_URL'] ?? 'https://api.moonshot.ai/v1';

const standIns = [
  'The Action is the shipped dist/index.js, started as GitHub\u2019s runner starts it.',
  'The repository and its commits are real git; the pull request lives on a stand-in for GitHub on this machine, which refuses what GitHub refuses.',
  realKey === ''
    ? 'The model is a stand-in: it answers with reviews and verdicts that were written by hand for this pull request (scripts/demo/answers). Set KIMI_API_KEY to ask the real Kimi K2.6.'
    : `The model is the real one, at ${realBaseUrl}.`,
];

console.log('Kimi Review demo\n');
for (const sentence of standIns) console.log(`  ${sentence}`);
console.log('');

const repository = createRepository({
  base: readFolder('repository/base'),
  head: { ...readFolder('repository/head'), 'src/legacy-csv.ts': null },
  renames: { 'src/money.ts': 'src/money/format.ts' },
  message: 'Discounts per line, faster export',
});
const github = await startGitHub({
  repositoryPath: repository.path,
  repository: REPOSITORY,
  pulls: [
    {
      number: NUMBER,
      title: TITLE,
      body: DESCRIPTION,
      author: 'dana',
      base: { ref: 'main', sha: repository.baseSha },
      head: { ref: 'topic', sha: repository.headSha },
    },
  ],
});
const kimi = await startKimi({ answer: demoAnswer });

try {
  const run = await runAction({
    event: { name: 'pull_request', payload: { action: 'opened', pull_request: { number: NUMBER } } },
    repository: REPOSITORY,
    apiUrl: github.url,
    workspace: repository.path,
    inputs: {
      'kimi-api-key': realKey === '' ? 'sk-kimi-double' : realKey,
      'base-url': realKey === '' ? kimi.url : realBaseUrl,
      'github-token': TOKEN,
    },
    onLine: (line) => {
      if (!line.startsWith('::add-mask::')) console.log(`  | ${line}`);
    },
  });
  const page = await pageOf(github);
  show(page, run);
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, 'review.html'), renderPage(page));
  writeFileSync(join(output, 'job-summary.md'), run.summary);
  console.log(`\nThe page as GitHub would show it: ${join(relative(process.cwd(), output), 'review.html')}`);
  await run.clean();
  if (run.status !== 0) process.exitCode = 1;
} finally {
  await Promise.all([github.close(), kimi.close()]);
  repository.remove();
}

function readFolder(name: string): Record<string, Buffer> {
  const folder = fileURLToPath(new URL(name, import.meta.url));
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), readFileSync(path)];
    }),
  );
}

async function pageOf(double: GitHubDouble): Promise<Page> {
  const pull = double.state.pulls.get(NUMBER);
  const check = double.state.checkRuns.at(-1);
  const answer = await fetch(`${double.url}/repos/${REPOSITORY}/pulls/${NUMBER}`, {
    headers: { authorization: `token ${TOKEN}`, accept: 'application/vnd.github.diff', 'user-agent': 'demo' },
  });
  return {
    repository: REPOSITORY,
    number: NUMBER,
    title: TITLE,
    description: DESCRIPTION,
    author: 'dana',
    patches: parseDiff(await answer.text()).patches,
    comments: (pull?.threads ?? []).flatMap((thread) =>
      thread.comments.map((comment) => ({
        path: thread.path,
        side: thread.side,
        startLine: thread.startLine,
        line: thread.line ?? 1,
        body: comment.body,
      })),
    ),
    reviewBodies: (pull?.reviews ?? []).map((review) => review.body),
    summary: pull?.issueComments.at(0)?.body ?? null,
    check:
      check === undefined
        ? null
        : {
            conclusion: check.conclusion ?? check.status,
            title: check.title ?? '',
            summary: check.summary ?? '',
          },
    standIns,
  };
}

function show(page: Page, run: ActionRun): void {
  console.log(`\nAs it stands on pull request #${page.number}\n`);
  console.log(`Check run: ${page.check?.conclusion ?? 'none'} \u2013 ${page.check?.title ?? ''}`);
  for (const comment of page.comments) {
    const lines = comment.startLine === null ? `${comment.line}` : `${comment.startLine}-${comment.line}`;
    console.log(`\n${comment.path}:${lines} (${comment.side})`);
    console.log(withoutHidden(comment.body).replaceAll(/^/gm, '    '));
  }
  console.log('\nSummary comment');
  console.log(withoutHidden(page.summary ?? '(none)').replaceAll(/^/gm, '    '));
  const outputs = Object.entries(run.outputs).filter(([, value]) => value !== '');
  console.log(`\nOutputs of the step: ${outputs.map(([name, value]) => `${name}=${value}`).join(', ')}`);
}

/** Folded details and hidden marks: on GitHub nobody sees them at first sight, so neither does the terminal. */
function withoutHidden(body: string): string {
  return body
    .replaceAll(/<!--[\s\S]*?-->\n*/g, '')
    .replaceAll(/<details>\s*<summary>([\s\S]*?)<\/summary>[\s\S]*?<\/details>/g, '[folded: $1]')
    .trim();
}
