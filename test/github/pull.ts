import type { PullRequest } from '../../src/core/pull-request.ts';

export const BASE_SHA = 'b'.repeat(40);
export const HEAD_SHA = 'c'.repeat(40);

export const PULL: PullRequest = {
  number: 7,
  title: 'Change',
  body: '',
  author: 'ada',
  authorIsBot: false,
  state: 'open',
  isDraft: false,
  isLocked: false,
  isFork: false,
  labels: [],
  base: { ref: 'main', sha: BASE_SHA, repository: 'ada/app' },
  head: { ref: 'change', sha: HEAD_SHA, repository: 'ada/app' },
  additions: 2,
  deletions: 1,
  changedFiles: 1,
  url: 'https://github.test/ada/app/pull/7',
};

const revision = (ref: string, sha: string) => ({ ref, sha, repo: { full_name: 'ada/app' } });

/** The fields of `GET pulls/{n}` that are read, as GitHub writes them. */
export const RAW_PULL = {
  number: 7,
  title: 'Change',
  body: null,
  user: { login: 'ada', type: 'User' },
  state: 'open',
  draft: false,
  locked: false,
  labels: [{ name: 'ready' }],
  base: revision('main', BASE_SHA),
  head: revision('change', HEAD_SHA),
  additions: 2,
  deletions: 1,
  changed_files: 1,
  html_url: 'https://github.test/ada/app/pull/7',
};
