import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import type { Played, Scenario } from '../scenario.ts';
import { ANSWER, inShop } from '../shop.ts';

export const about = 'What starts a run, and what does not';

const kimi = { answer: [reply(ANSWER)] };
const nothing = ({ kimi: { calls }, github }: Played): void => {
  expect(calls).toEqual([]);
  expect(github.state.checkRuns).toEqual([]);
};

const dispatch = (pr: string | null): NonNullable<Scenario['event']> => ({
  name: 'workflow_dispatch',
  payload: { inputs: pr === null ? null : { pr } },
});

export const variants: readonly Scenario[] = [
  inShop('A dispatch for a pull request, by the input of the workflow', { event: dispatch('7'), kimi }),
  inShop('A dispatch for several, by the input pr', {
    event: dispatch(null),
    inputs: { pr: '7, 8' },
    otherPulls: [8],
    kimi,
  }),
  inShop('A dispatch for several, one of which does not exist', {
    event: dispatch(null),
    inputs: { pr: '7, 99' },
    kimi,
  }),
  inShop('A dispatch that does not say what to review', { event: dispatch(null), check: nothing }),
  inShop('A dispatch with words for a number', { event: dispatch('the last one'), check: nothing }),
  inShop('A pull request event with another number as pr: the number wins', {
    inputs: { pr: '8' },
    otherPulls: [8],
    kimi,
  }),
  inShop('A comment', {
    event: { name: 'issue_comment', payload: { action: 'created', issue: { number: 7 } } },
    check: nothing,
  }),
  inShop('A label was removed', {
    event: { name: 'pull_request', payload: { action: 'unlabeled', pull_request: { number: 7 } } },
    check: nothing,
  }),
  inShop('A push', { event: { name: 'push', payload: { ref: 'refs/heads/main' } }, check: nothing }),
  inShop('A pull request event without a pull request', {
    event: { name: 'pull_request', payload: { action: 'opened' } },
    check: nothing,
  }),
  inShop('An event file that is not JSON', {
    environment: { GITHUB_EVENT_PATH: '/dev/null' },
    check: nothing,
  }),
  inShop('Not on a runner', {
    environment: { GITHUB_EVENT_NAME: '', GITHUB_REPOSITORY: '' },
    check: nothing,
  }),
  inShop('An input with a value it does not know', { inputs: { 'fail-on': 'everything' } }),
];
