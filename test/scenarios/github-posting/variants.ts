import { expect } from '@jest/globals';
import type { Fault } from '../../doubles/github/faults.ts';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import { DRAFT_OF_A_PERSON } from '../laws.ts';
import type { Played, Scenario, Stage } from '../scenario.ts';
import { ANSWER, DEFECT, inShop } from '../shop.ts';

export const about = 'Trouble while the review is posted: nothing twice, nothing lost';

const kimi = { answer: [reply(ANSWER)] };
const MINUTE_IN_A_SECOND = 60;

const REVIEWS = '/repos/acme/shop/pulls/7/reviews';
const COMMENTS = '/repos/acme/shop/issues/7/comments';
const fault = (path: string, rest: Omit<Fault, 'path' | 'method'>): Partial<Scenario> => ({
  kimi,
  timeLapse: MINUTE_IN_A_SECOND,
  github: { faults: [{ method: 'POST', path, ...rest }] },
});

const ONE_OF_EACH = ({ github }: Played): void => {
  const pull = github.state.pull(7);
  expect([pull.reviews.length, pull.threads.length, pull.issueComments.length]).toEqual([1, 1, 1]);
};

const draft = (body: string, comment: string) => ({
  author: 'github-actions[bot]',
  event: null,
  body,
  comments: [{ path: 'src/total.js', line: 1, side: 'RIGHT', body: comment }],
});

const line = (number: number, quote: string, title: string) => ({ ...DEFECT, line: number, quote, title });
const THREE = answer([
  line(1, 'export function total(items) {', 'The first'),
  line(2, '  let sum = 0;', 'The second, which GitHub does not take'),
  line(6, '  return sum;', 'The third'),
]);

const LAST_LOOK = 3;

/** The author pushes after the change was read and before the last look at the head. */
function pushDuringTheRun({ github, repository }: Stage): void {
  let looks = 0;
  github.onRequest(({ method, path }) => {
    if (method === 'GET' && path === '/repos/acme/shop/pulls/7') looks += 1;
    if (looks !== LAST_LOOK) return;
    looks += 1;
    github.pushHead(7, repository.commit({ files: { 'src/more.js': 'export {};\n' } }, 'More'));
  });
}

const OTHERS_COMMENTS = 105;

export const variants: readonly Scenario[] = [
  inShop('A push during the run: nothing is posted on the old head', {
    kimi,
    before: pushDuringTheRun,
    check: ({ github }) => {
      const { reviews, issueComments } = github.state.pull(7);
      expect([reviews, issueComments]).toEqual([[], []]);
    },
  }),
  inShop('A pending review that a killed run left behind', {
    kimi,
    before: ({ github }) =>
      github.state.addReview(7, draft('Half a review', 'A bug\n\n<!-- kimi-review:finding v1 e30 -->')),
    check: ONE_OF_EACH,
  }),
  inShop('A draft of somebody who shares the token: it stays, and the comments are told in the summary', {
    kimi,
    before: ({ github }) => github.state.addReview(7, draft(DRAFT_OF_A_PERSON, 'An hour of thoughts')),
    check: ({ github }) => {
      const [review, ...others] = github.state.pull(7).reviews;
      expect([review?.body, review?.state, others]).toEqual([DRAFT_OF_A_PERSON, 'PENDING', []]);
    },
  }),
  inShop('One comment GitHub does not take, between two it takes', {
    kimi: { answer: [reply(THREE)] },
    github: { refusesComment: ({ body }) => body.includes('does not take') },
  }),
  inShop('No comment GitHub takes', {
    kimi: { answer: [reply(THREE)] },
    github: { refusesComment: () => true, refusalDialect: 'resolved' },
  }),
  inShop('A secondary rate limit that names a wait', {
    ...fault(REVIEWS, { trouble: { kind: 'secondary-limit', retryAfterSeconds: 60 } }),
    check: ONE_OF_EACH,
  }),
  inShop('A secondary rate limit that asks for half an hour', {
    ...fault(REVIEWS, { times: 9, trouble: { kind: 'secondary-limit', retryAfterSeconds: 1_800 } }),
  }),
  inShop('502 for a review that was posted all the same', {
    ...fault(REVIEWS, { takesEffect: true, trouble: { kind: 'status', status: 502 } }),
    check: ONE_OF_EACH,
  }),
  inShop('502 for a review that was not posted', {
    ...fault(REVIEWS, { trouble: { kind: 'status', status: 502 } }),
    check: ONE_OF_EACH,
  }),
  inShop('A connection that breaks while the review is posted', {
    ...fault(REVIEWS, { takesEffect: true, trouble: { kind: 'reset' } }),
    check: ONE_OF_EACH,
  }),
  inShop('500 for the summary comment, once', {
    ...fault(COMMENTS, { trouble: { kind: 'status', status: 500 } }),
    check: ONE_OF_EACH,
  }),
  inShop('500 for the summary comment, every time', {
    ...fault(COMMENTS, { times: 20, trouble: { kind: 'status', status: 500 } }),
  }),
  inShop('500 for everything that is read', {
    timeLapse: MINUTE_IN_A_SECOND,
    github: { faults: [{ path: /./, times: 99, trouble: { kind: 'status', status: 500 } }] },
  }),
  inShop('The summary stands on the second page of the conversation, and is edited in place', {
    kimi,
    runs: 2,
    before: ({ github }, run) => {
      if (run > 1) return;
      for (let index = 0; index < OTHERS_COMMENTS; index += 1) {
        github.state.addIssueComment(7, { author: 'erin', body: `Comment ${index}` });
      }
    },
    inputs: { mode: 'full' },
    check: ({ github }) => {
      const { issueComments } = github.state.pull(7);
      expect(issueComments).toHaveLength(OTHERS_COMMENTS + 1);
    },
  }),
  inShop('The same run twice says nothing twice', {
    kimi,
    runs: 2,
    inputs: { mode: 'full' },
    check: ONE_OF_EACH,
  }),
];
