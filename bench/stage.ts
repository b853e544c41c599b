import type { PullSeed } from '../test/doubles/github/options.ts';
import { TOKEN } from '../test/doubles/github/options.ts';
import { type GitHubDouble, startGitHub } from '../test/doubles/github/start.ts';
import type { KimiDouble, KimiOptions } from '../test/doubles/kimi/options.ts';
import { startKimi } from '../test/doubles/kimi/start.ts';
import { type ActionRun, runAction } from '../test/doubles/runner.ts';

export const REPOSITORY = 'acme/shop';
const KIMI_KEY = 'sk-kimi-double';
const CLEAN_ANSWER = 'I read the change and the code around it.\n\n### end of review: 0 findings\n';

/** A pull request of the double, told by what matters here. */
export type PullSketch = {
  readonly number: number;
  readonly baseSha: string;
  readonly headSha: string;
  readonly ref?: string;
};

export function pullSeed({ number, baseSha, headSha, ref = 'topic' }: PullSketch): PullSeed {
  return {
    number,
    title: `Change ${number}`,
    body: 'What the change is for.',
    author: 'dana',
    base: { ref: 'main', sha: baseSha },
    head: { ref, sha: headSha },
  };
}

export type Stage = {
  readonly github: GitHubDouble;
  readonly kimi: KimiDouble;
  /** Runs the shipped bundle on a pull request, and throws when the run did not end well. */
  review(number: number, inputs?: Readonly<Record<string, string>>): Promise<ActionRun>;
  close(): Promise<void>;
};

/** Both doubles, and a checkout when `checkout` is set. */
export async function setStage(options: {
  readonly repositoryPath: string;
  readonly pulls: readonly PullSketch[];
  readonly checkout: boolean;
  readonly kimi?: KimiOptions;
}): Promise<Stage> {
  const { repositoryPath, checkout } = options;
  const github = await startGitHub({
    repositoryPath,
    repository: REPOSITORY,
    pulls: options.pulls.map(pullSeed),
  });
  const kimi = await startKimi({ answer: [{ kind: 'reply', content: CLEAN_ANSWER }], ...options.kimi });
  return {
    github,
    kimi,
    review: async (number, inputs = {}) => {
      const asked = kimi.calls.length;
      const run = await runAction({
        event: { name: 'pull_request', payload: { action: 'synchronize', pull_request: { number } } },
        repository: REPOSITORY,
        apiUrl: github.url,
        inputs: { 'kimi-api-key': KIMI_KEY, 'github-token': TOKEN, 'base-url': kimi.url, ...inputs },
        ...(checkout ? { workspace: repositoryPath } : {}),
      });
      await run.clean();
      if (run.status !== 0 || kimi.calls.length === asked)
        throw new Error(`The review of pull request ${number} failed:\n${run.log}`);
      return run;
    },
    close: async () => {
      await Promise.all([github.close(), kimi.close()]);
    },
  };
}
