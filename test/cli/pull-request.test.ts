import { describe, expect, it } from '@jest/globals';
import { TOKEN } from '../doubles/github/options.ts';
import { startGitHub } from '../doubles/github/start.ts';
import { reply } from '../doubles/kimi/scripts.ts';
import { answerWith, atDesk, KEY, SMALL_CHANGE } from './command-line.ts';

type Given = {
  readonly options: readonly string[];
  readonly here: boolean;
  readonly command?: 'review' | 'pack';
};

async function reviewPull({ options, here, command = 'review' }: Given) {
  const outcome: { value: Awaited<ReturnType<typeof play>> | null } = { value: null };
  const play = async (desk: Parameters<Parameters<typeof atDesk>[1]>[0]) => {
    const { repository, run } = desk;
    const github = await startGitHub({
      repositoryPath: repository.path,
      repository: 'acme/shop',
      pulls: [
        {
          number: 7,
          title: 'Add up the list',
          body: '',
          author: 'dana',
          base: { ref: 'main', sha: repository.baseSha },
          head: { ref: 'topic', sha: repository.headSha },
        },
      ],
    });
    try {
      const environment = { KIMI_API_KEY: KEY, GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.url };
      const start = here ? { environment } : { environment, folder: '/' };
      const ended = await run([command, '--pr', '7', '--repo', 'acme/shop', ...options], start);
      const pull = github.state.pulls.get(7);
      return {
        ...ended,
        writes: github.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/graphql')),
        reads: github.requests.length,
        comments: pull?.threads.length ?? 0,
        summaries: pull?.issueComments.length ?? 0,
        checks: github.state.checkRuns.map(({ conclusion }) => conclusion),
      };
    } finally {
      await github.close();
    }
  };
  await atDesk({ repository: SMALL_CHANGE, kimi: { answer: [reply(answerWith({}))] } }, async (desk) => {
    outcome.value = await play(desk);
  });
  if (outcome.value === null) throw new Error('The desk was not looked at.');
  return outcome.value;
}

describe('a pull request at a desk', () => {
  it('is read by the API and reviewed in the terminal, and nothing is posted', async () => {
    const ended = await reviewPull({ options: ['--effort', 'quick'], here: false });
    expect(ended.stdout).toContain('1. major · bug  src/sum.js:3');
    expect(ended).toMatchObject({ status: 0, writes: [], comments: 0, summaries: 0, checks: [] });
  });

  it('asks GitHub for less when the commits are here', async () => {
    const far = await reviewPull({ options: [], here: false });
    const near = await reviewPull({ options: [], here: true });
    expect(near.stdout.replace(/\d+ s\n$/, '')).toBe(far.stdout.replace(/\d+ s\n$/, ''));
    expect(near.reads).toBeLessThan(far.reads);
  });

  it('is posted when told to', async () => {
    const ended = await reviewPull({ options: ['--post', '--effort', 'quick'], here: true });
    expect(ended.stdout).toMatch(/\nPosted: http\S+\n$/);
    expect(ended).toMatchObject({ status: 0, comments: 1, summaries: 1, checks: ['success'] });
  });

  it('a dry run shows what --post would send', async () => {
    const { stdout, writes } = await reviewPull({ options: ['--dry-run'], here: true });
    expect(writes).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject([
      { method: 'POST', path: '/repos/acme/shop/check-runs' },
      { method: 'POST', path: '/repos/acme/shop/pulls/7/reviews' },
      { method: 'POST', path: '/repos/acme/shop/issues/7/comments' },
      { method: 'PATCH', path: '/repos/acme/shop/check-runs/1' },
    ]);
  });

  it('can be looked at before', async () => {
    const { stdout, status } = await reviewPull({ options: [], here: true, command: 'pack' });
    expect(stdout).toMatch(/^#7 Add up the list\n/);
    expect(status).toBe(0);
  });
});
