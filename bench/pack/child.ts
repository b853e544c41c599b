/** One measured preparation, in a process of its own so that its peak memory is its own. Prints JSON. */
import { z } from 'zod';
import { parseSettings } from '../../src/core/settings/parse.ts';
import { prepare } from '../../src/flow/prepare.ts';
import { layeredRepository } from '../../src/flow/repository-layers.ts';
import { openGitHub } from '../../src/github/client.ts';
import { openSymbols } from '../../src/grammar/symbols.ts';
import { findGitFolder, openGit } from '../../src/workspace/git.ts';
import { openLocalRepositories } from '../../src/workspace/local-repository.ts';
import { TASK, type Told } from './task.ts';

const KB_PER_MB = 1_024;
const task = TASK.parse(JSON.parse(z.string().parse(process.argv[2])));

const marks: number[] = [];
const log = { step: () => marks.push(performance.now()), info: () => undefined, warn: () => undefined };
const github = openGitHub({
  token: task.token,
  apiUrl: task.apiUrl,
  repository: task.repository,
  userAgent: 'kimi-review/bench',
  log,
  spacing: false,
});
const settings = parseSettings({}, null);
const far = github.repositories.open(settings.limits);
const gitFolder = task.checkout === null ? null : await findGitFolder(task.checkout);
const near = gitFolder === null ? null : openLocalRepositories(openGit(gitFolder)).open(settings.limits);
const repository = near === null ? far : layeredRepository(near, far);
const symbols = openSymbols(new URL('../../dist/grammars/', import.meta.url));

const startedAt = performance.now();
const pull = await github.pulls.read(task.number);
const trigger = { kind: 'review', pulls: [task.number], automatic: false, cause: 'bench' } as const;
const { packs, gathered } = await prepare(
  { pulls: github.pulls, repository, symbols, log },
  { pull, settings, trigger },
);
const endedAt = performance.now();

const gatherAt = marks[1] ?? Number.NaN;
const told: Told = {
  totalMs: endedAt - startedAt,
  readChangeMs: gatherAt - startedAt,
  gatherAndPackMs: endedAt - gatherAt,
  peakMb: process.resourceUsage().maxRSS / KB_PER_MB,
  packs: packs.length,
  tokens: packs.reduce((sum, pack) => sum + pack.tokens, 0),
  snippets: gathered.snippets.length,
};
console.log(JSON.stringify(told));
process.exit();
