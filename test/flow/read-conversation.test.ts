import { describe, expect, it } from '@jest/globals';
import { readConversation } from '../../src/flow/read-conversation.ts';
import { type Against, againstGitHub, NUMBER } from '../github/double.ts';

const CHANGE = { base: { a: 'a\n' }, head: { a: 'b\n' } };
const POINTS = '## Acceptance criteria\n- [ ] whole cents\n- [x] half up';
const ISSUES = [
  { number: 3, title: 'Round', body: POINTS },
  { number: 4, title: 'Elsewhere', body: 'There.', repository: 'ada/other' },
  { number: 5, title: 'Export', body: 'Faster.' },
  { number: 6, title: 'Discounts', body: 'Per line.' },
];
const READ = { issues: 'read', statuses: 'read' } as const;

type Wish = {
  readonly title?: string;
  readonly body?: string;
  readonly message?: string;
  readonly closes?: readonly number[];
  readonly permissions?: object;
};

async function heardOf(wish: Wish, prepare: (github: Against) => void = () => undefined) {
  const { message = 'Change', permissions = READ, closes = [], ...said } = wish;
  return againstGitHub(
    { ...CHANGE, message },
    async (github) => {
      prepare(github);
      const pull = { ...(await github.pulls.read(NUMBER)), ...said };
      Object.assign(github.double.state.pull(NUMBER).seed, { closes });
      const before = github.double.requests.length;
      const heard = await readConversation(github.pulls, pull);
      return { ...heard, requests: github.double.requests.length - before };
    },
    { issues: ISSUES, permissions },
  );
}

describe('linked tickets', () => {
  it('are those a pull request closes and those its texts name, in one request', async () => {
    const { tickets, notes, requests } = await heardOf({
      title: 'Faster export (#5)',
      body: 'See #3, #99 and ada/other#4.',
      closes: [3, 4],
    });
    expect(tickets).toEqual([
      {
        number: 3,
        title: 'Round',
        body: POINTS,
        closes: true,
        points: [
          { text: 'whole cents', done: false },
          { text: 'half up', done: true },
        ],
      },
      { number: 5, title: 'Export', body: 'Faster.', closes: false, points: [] },
    ]);
    expect({ notes, requests }).toEqual({ notes: [], requests: 1 });
  });

  it.each([
    ['one request more where commits alone name one', { message: 'Discounts\n\nFor #6' }, [6], 2],
    ['no request more for what is known', { title: '#5', message: 'Export (#5)' }, [5], 1],
    ['no request more for what a pull request closes', { closes: [3], message: 'Fixes #3' }, [3], 1],
  ])('cost %s', async (_what, wish, numbers, requests) => {
    const heard = await heardOf(wish);
    expect(heard.tickets.map(({ number }) => number)).toEqual(numbers);
    expect(heard.requests).toBe(requests);
  });

  const REFUSAL =
    'Linked issues were not read: Resource not accessible by integration (the token needs issues: read).';
  it.each<[string, Wish, string[]]>([
    ['nothing where none is linked', {}, []],
    ['a note where one is named', { body: 'Fixes #3' }, [REFUSAL]],
    ['a note where a commit names one', { message: 'For #6' }, [REFUSAL]],
  ])('cost a token without the permission %s', async (_what, wish, notes) => {
    const heard = await heardOf({ ...wish, permissions: {} });
    expect(heard).toMatchObject({ tickets: [], notes, requests: 1 });
    expect(heard.conversation.commits).toHaveLength(1);
  });
});

describe('failing checks', () => {
  const failing = ({ double, files }: Against): void => {
    const { state } = double;
    const headSha = files.headSha;
    const place = {
      path: 'a',
      start_line: 1,
      end_line: 1,
      message: 'expected a',
      annotation_level: 'failure',
    } as const;
    state.addCheckRun({ name: 'lint', headSha, conclusion: 'success', title: 'fine' });
    state.addCheckRun({ name: 'slow', headSha, conclusion: 'cancelled' });
    state.addCheckRun({
      name: 'build',
      headSha,
      conclusion: 'failure',
      title: '1 test failed',
      summary: 'cart',
      annotations: [{ ...place, annotation_level: 'warning' }, place],
    });
    state.addCheckRun({ name: 'Kimi Review', headSha, conclusion: 'failure' });
    state.addStatus({ sha: headSha, context: 'old-ci', state: 'failure', description: 'broken' });
    state.addStatus({ sha: files.baseSha, context: 'base-ci', state: 'failure', description: null });
  };
  const BUILD = {
    name: 'build',
    title: '1 test failed',
    summary: 'cart',
    places: [{ path: 'a', line: 1, message: 'expected a' }],
  };
  const OLD_CI = { name: 'old-ci', title: 'broken', summary: '', places: [] };

  it('are those of the head, without our own', async () => {
    const heard = await heardOf({}, failing);
    expect(heard).toMatchObject({ failingChecks: [BUILD, OLD_CI], notes: [], requests: 1 });
  });

  it.each([
    ['statuses', { statuses: 'none' }, [BUILD], 'checks: read and statuses: read'],
    ['checks and statuses', { checks: 'none' }, [], 'checks: read'],
  ])('cost a token that may not see %s only these', async (_what, permissions, seen, needed) => {
    const { failingChecks, notes } = await heardOf({ permissions }, failing);
    expect(failingChecks).toEqual(seen);
    expect(notes).toEqual([
      `Failing checks were not all read: Resource not accessible by integration (the token needs ${needed}).`,
    ]);
  });

  it('say nothing of what may not be seen where all is well', async () => {
    const heard = await heardOf({ permissions: {} }, ({ double, files }) => {
      double.state.addCheckRun({ name: 'lint', headSha: files.headSha, conclusion: 'success' });
      double.state.addStatus({ sha: files.headSha, context: 'old', state: 'success', description: null });
    });
    expect(heard).toMatchObject({ failingChecks: [], notes: [] });
  });

  it('are not those of a commit that was pushed meanwhile', async () => {
    const heard = await heardOf({}, (github) => {
      failing(github);
      const sha = github.files.commit({ files: { a: 'c\n' } }, 'More');
      github.double.onRequest(({ path }) => {
        if (path === '/graphql') github.double.pushHead(NUMBER, sha);
      });
    });
    expect(heard.failingChecks).toEqual([]);
  });
});
