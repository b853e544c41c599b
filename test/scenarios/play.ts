import type { PullSeed } from '../doubles/github/options.ts';
import { TOKEN } from '../doubles/github/options.ts';
import { createRepository } from '../doubles/github/repository.ts';
import { startGitHub } from '../doubles/github/start.ts';
import { startKimi } from '../doubles/kimi/start.ts';
import { type ActionRun, runAction } from '../doubles/runner.ts';
import type { PerRun, Played, Scenario, Stage } from './scenario.ts';
import { shallowCheckout } from './shallow-checkout.ts';

const REPOSITORY = 'acme/shop';
export const PULL_NUMBER = 7;
export const KIMI_KEY = 'sk-kimi-double';

/** Sets the stage, runs the bundle, and hands everything to `look` before the stage is taken down. */
export async function play<Result>(
  scenario: Scenario,
  look: (played: Played) => Promise<Result>,
): Promise<Result> {
  const repository = createRepository(scenario.repository);
  const pulls = [PULL_NUMBER, ...(scenario.otherPulls ?? [])].map(
    (number): PullSeed => ({
      number,
      title: 'Change the shop',
      body: 'What the change is for.',
      author: 'dana',
      base: { ref: 'main', sha: repository.baseSha },
      ...scenario.pull,
      head: { ref: 'topic', sha: repository.headSha, ...scenario.pull?.head },
    }),
  );
  const github = await startGitHub({
    repositoryPath: repository.path,
    repository: REPOSITORY,
    pulls,
    ...scenario.github,
  });
  const { timeLapse = 1 } = scenario;
  const kimi = await startKimi({ clockScale: 1 / timeLapse, ...scenario.kimi });
  const stage = { repository, github, kimi };
  const workspace = workspaceOf(scenario, stage);
  const runs: ActionRun[] = [];
  let seenBefore = { github: 0, kimi: 0, checks: 0 };
  try {
    for (let index = 1; index <= (scenario.runs ?? 1); index += 1) {
      scenario.before?.(stage, index);
      seenBefore = {
        github: github.requests.length,
        kimi: kimi.calls.length,
        checks: github.state.checkRuns.length,
      };
      runs.push(await step(scenario, stage, { index, workspace: workspace.path }));
    }
    const run = runs.at(-1);
    if (run === undefined) throw new Error('A scenario runs at least once.');
    return await look({ ...stage, run, earlier: runs.slice(0, -1), seenBefore });
  } finally {
    await Promise.all([github.close(), kimi.close(), ...runs.map((run) => run.clean())]);
    workspace.remove();
    repository.remove();
  }
}

type Workspace = { readonly path: string | null; readonly remove: () => void };

function workspaceOf({ checkout }: Scenario, { repository }: Stage): Workspace {
  if (checkout === 'shallow') return shallowCheckout(repository);
  return { path: checkout === 'full' ? repository.path : null, remove: () => undefined };
}

function step(
  scenario: Scenario,
  stage: Stage,
  { index, workspace }: { readonly index: number; readonly workspace: string | null },
): Promise<ActionRun> {
  const inputs = {
    'kimi-api-key': KIMI_KEY,
    'github-token': TOKEN,
    'base-url': stage.kimi.url,
    // One request for each pack, so that a scenario is about what its title says; several readers have their own.
    effort: 'quick',
    ...ofRun(scenario.inputs, index),
  };
  const given = Object.entries(inputs).filter(([, value]) => value !== '');
  return runAction({
    event: ofRun(scenario.event, index) ?? {
      name: 'pull_request',
      payload: { action: 'opened', pull_request: { number: PULL_NUMBER } },
    },
    repository: REPOSITORY,
    apiUrl: stage.github.url,
    inputs: Object.fromEntries(given),
    ...(workspace === null ? {} : { workspace }),
    environment: { ...timeLapseOf(scenario), ...environmentOf(scenario, stage) },
    onStart: (kill) => scenario.onStart?.(stage, kill),
  });
}

function timeLapseOf({ timeLapse }: Scenario): Record<string, string> {
  if (timeLapse === undefined) return {};
  const loaded = new URL('../doubles/time-lapse.ts', import.meta.url);
  return { NODE_OPTIONS: `--import=${loaded.href}`, TIME_LAPSE: String(timeLapse) };
}

function environmentOf({ environment }: Scenario, stage: Stage): Readonly<Record<string, string>> {
  return typeof environment === 'function' ? environment(stage) : (environment ?? {});
}

function ofRun<Value extends object>(value: PerRun<Value> | undefined, run: number): Value | undefined {
  return typeof value === 'function' ? value(run) : value;
}
