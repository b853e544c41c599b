import { describe, expect, it } from '@jest/globals';
import type { PullRequest } from '../../../src/core/pull-request.ts';
import { skipReason } from '../../../src/core/scope/skip.ts';
import type { Trigger } from '../../../src/core/trigger/trigger.ts';
import { pullWith, settingsWith } from '../context/builders.ts';

const PUSH: Trigger = { kind: 'review', pulls: [7], automatic: true, cause: 'pull_request (synchronize)' };
const DISPATCH: Trigger = { kind: 'review', pulls: [7], automatic: false, cause: 'workflow_dispatch' };

const CASES: [string, Partial<PullRequest>, string, string | null][] = [
  ['an ordinary pull request', {}, '', null],
  ['a draft', { isDraft: true }, '', 'skip.drafts'],
  ['a draft where drafts are wanted', { isDraft: true }, 'skip: { drafts: false }', null],
  ['a bot', { author: 'renovate[bot]', authorIsBot: true }, '', 'skip.bots'],
  ['a bot where bots are wanted', { authorIsBot: true }, 'skip: { bots: false }', null],
  ['a listed author in other case', { author: 'Ada' }, 'skip: { authors: [ada] }', 'skip.authors'],
  ['a title that matches', { title: 'WIP: cents' }, 'skip: { titles: ["^wip"] }', 'skip.titles: ^wip'],
  ['a title that does not match', { title: 'cents, no wip' }, 'skip: { titles: ["^wip"] }', null],
  ['an unwanted label', { labels: ['No-Review'] }, 'skip: { labels: [no-review] }', 'skip.labels'],
  ['a required label that is missing', {}, 'skip: { require-labels: [review] }', 'skip.require-labels'],
  ['a required label that is there', { labels: ['review'] }, 'skip: { require-labels: [review] }', null],
  ['another base branch', {}, 'skip: { base-branches: ["release/*"] }', 'skip.base-branches'],
  ['a matching base branch', {}, 'skip: { base-branches: ["release/*", main] }', null],
  ['an unwanted head branch', {}, 'skip: { head-branches: ["cent*"] }', 'skip.head-branches: cent*'],
  ['the opt-out line', { body: 'Text\r\n  Kimi-Review: Skip\r\nmore' }, '', 'kimi-review: skip'],
  ['the opt-out comment', { body: '<!-- kimi-review: skip -->' }, '', 'kimi-review: skip'],
  ['the opt-out words within a sentence', { body: 'Never write kimi-review: skip here.' }, '', null],
  ['a closed pull request', { state: 'closed' }, '', 'closed'],
  ['a locked conversation', { isLocked: true }, '', 'locked'],
];

describe('skip rules', () => {
  it.each(CASES)('%s', (_title, changes, config, named) => {
    const reason = skipReason(pullWith(changes), settingsWith(config), PUSH);
    if (named === null) expect(reason).toBeNull();
    else expect(reason).toContain(named);
  });

  it.each(CASES.filter(([, , , named]) => named !== null))(
    'a person overrides: %s',
    (_title, changes, config) => {
      expect(skipReason(pullWith(changes), settingsWith(config), DISPATCH)).toBeNull();
    },
  );

  it('nobody overrides a pull request that is closed and locked', () => {
    const pull = pullWith({ state: 'closed', isLocked: true });
    expect(skipReason(pull, settingsWith(), DISPATCH)).toContain('closed and its conversation is locked');
  });

  it('a pattern that is no regular expression is named', () => {
    const settings = settingsWith();
    const broken = { ...settings, skip: { ...settings.skip, titles: ['('] } };
    expect(() => skipReason(pullWith(), broken, PUSH)).toThrow('skip.titles: (');
  });
});
