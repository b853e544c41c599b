import { describe, expect, it } from '@jest/globals';
import { askGraphql } from './github/ask.ts';
import { onStage, type Stage, type StageOptions, TWO_HUNKS } from './github/stage.ts';

const ISSUES: StageOptions = {
  issues: [
    { number: 3, title: 'Round', body: 'Please.' },
    { number: 4, title: 'Elsewhere', body: 'There.', repository: 'octo/other' },
  ],
  pull: { closes: [3, 4] },
};
const ROLLUP = `commits(last: 1) { nodes { commit { statusCheckRollup { state contexts(first: 9) { nodes {
  ... on CheckRun { name conclusion annotations(first: 1) { nodes { path location { start { line } } } } }
  ... on StatusContext { context state } } } } } } }`;

async function inRepository({ github }: Stage, fields: string): Promise<unknown> {
  return (await askGraphql(github, `{ repository(owner: "octo", name: "tools") { ${fields} } }`)).json;
}

function failed({ github, repository }: Stage): void {
  const places = [
    { path: 'a.ts', start_line: 2, end_line: 2, annotation_level: 'failure', message: 'no' } as const,
  ];
  github.state.addCheckRun({ name: 'build', headSha: repository.headSha, conclusion: 'success' });
  github.state.addCheckRun({
    name: 'build',
    headSha: repository.headSha,
    conclusion: 'failure',
    annotations: [...places],
  });
  github.state.addStatus({ sha: repository.headSha, context: 'old-ci', state: 'error', description: null });
}

const rollupOf = (statusCheckRollup: unknown) => ({
  data: { repository: { pullRequest: { commits: { nodes: [{ commit: { statusCheckRollup } }] } } } },
});
const BUILD = {
  name: 'build',
  conclusion: 'FAILURE',
  annotations: { nodes: [{ path: 'a.ts', location: { start: { line: 2 } } }] },
};
const OLD_CI = { context: 'old-ci', state: 'ERROR' };
const at = (...path: (string | number)[]) => ({ type: 'FORBIDDEN', path });

describe('issues', () => {
  it('are there by number and by what a pull request closes', async () => {
    await onStage(TWO_HUNKS, { ...ISSUES, permissions: { issues: 'read' } }, async (stage) => {
      const closing =
        'closingIssuesReferences(first: 9) { totalCount nodes { number repository { nameWithOwner } } }';
      expect(
        await inRepository(stage, `issue(number: 3) { title body } pullRequest(number: 7) { ${closing} }`),
      ).toEqual({
        data: {
          repository: {
            issue: { title: 'Round', body: 'Please.' },
            pullRequest: {
              closingIssuesReferences: {
                totalCount: 2,
                nodes: [
                  { number: 3, repository: { nameWithOwner: 'octo/tools' } },
                  { number: 4, repository: { nameWithOwner: 'octo/other' } },
                ],
              },
            },
          },
        },
      });
    });
  });

  it.each([
    [
      'a number nobody has',
      'read',
      'issue(number: 99) { title }',
      { type: 'NOT_FOUND', path: ['repository', 'issue'] },
    ],
    ['the number of a pull request', 'read', 'issue(number: 7) { title }', { type: 'NOT_FOUND' }],
    ['a number of another repository', 'read', 'issue(number: 4) { title }', { type: 'NOT_FOUND' }],
    ['a token that may not', 'none', 'issue(number: 3) { title }', at('repository', 'issue')],
    [
      'a token that may not, in a list',
      'none',
      'pullRequest(number: 7) { closingIssuesReferences(first: 1) { totalCount } }',
      at('repository', 'pullRequest', 'closingIssuesReferences'),
    ],
  ] as const)('are refused: %s', async (_what, issues, fields, error) => {
    await onStage(TWO_HUNKS, { ...ISSUES, permissions: { issues } }, async (stage) => {
      expect(await inRepository(stage, fields)).toMatchObject({ errors: [error] });
    });
  });
});

describe('the rollup of a commit', () => {
  it.each([
    ['everything', 'read', 'read', [BUILD, OLD_CI], undefined],
    ['checks alone', 'read', 'none', [BUILD, null], 1],
    ['statuses alone', 'none', 'read', [null, OLD_CI], 0],
  ] as const)('shows %s, the newest of a name', async (_what, checks, statuses, nodes, refused) => {
    await onStage(TWO_HUNKS, { permissions: { checks, statuses } }, async (stage) => {
      failed(stage);
      const path = [
        'repository',
        'pullRequest',
        'commits',
        'nodes',
        0,
        'commit',
        'statusCheckRollup',
        'contexts',
        'nodes',
      ];
      expect(await inRepository(stage, `pullRequest(number: 7) { ${ROLLUP} }`)).toMatchObject({
        ...rollupOf({ state: 'FAILURE', contexts: { nodes } }),
        ...(refused === undefined ? {} : { errors: [at(...path, refused)] }),
      });
    });
  });

  it('is null where nothing ran, and refused to who may see nothing', async () => {
    const fields = `pullRequest(number: 7) { ${ROLLUP} }`;
    await onStage(TWO_HUNKS, {}, async (stage) => {
      expect(await inRepository(stage, fields)).toEqual(rollupOf(null));
    });
    await onStage(TWO_HUNKS, { permissions: { checks: 'none' } }, async (stage) => {
      const error = at('repository', 'pullRequest', 'commits', 'nodes', 0, 'commit', 'statusCheckRollup');
      expect(await inRepository(stage, fields)).toMatchObject({ ...rollupOf(null), errors: [error] });
    });
  });
});
