import { expect } from '@jest/globals';
import type { KimiCall } from '../../doubles/kimi/options.ts';
import type { KimiScript } from '../../doubles/kimi/script.ts';
import { contentFilter, quota429, reply, stall, tokenLimit } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import { KIMI_KEY } from '../play.ts';
import type { Scenario } from '../scenario.ts';
import { ANSWER, DEFECT, defectIn, inLargeShop, inShop, partIn, SHOP } from '../shop.ts';

export const about = 'Some of a change cannot be read: the rest is posted, and the gap is named';

/** The finding of each part, except where `instead` says otherwise. */
const answerPart =
  (instead: Readonly<Record<string, KimiScript>> = {}) =>
  ({ text }: KimiCall): KimiScript =>
    instead[partIn(text)] ?? reply(answer([defectIn(partIn(text))]));

const SECOND_KEY = 'sk-second-account';

const TWO_FILES = {
  base: { ...SHOP.base, 'src/words.js': 'export const words = [];\n' },
  head: { ...SHOP.head, 'src/words.js': "export const words = ['a word the filter does not like'];\n" },
};

const isTorn = (text: string): boolean => text.includes('the filter does not like');

export const variants: readonly Scenario[] = [
  inLargeShop('The content filter refuses one request of three', {
    kimi: { answer: answerPart({ beta: contentFilter() }) },
  }),
  inShop('The content filter refuses one file of a request: the others are read without it', {
    // The halves are asked one after the other, so that the record has one order.
    inputs: { 'max-concurrency': '1' },
    repository: TWO_FILES,
    kimi: { answer: ({ text }) => (isTorn(text) ? contentFilter() : reply(ANSWER)) },
  }),
  inShop('The window is smaller than thought: the request is made smaller', {
    inputs: { 'max-concurrency': '1' },
    repository: TWO_FILES,
    kimi: {
      answer: ({ text }) =>
        text.includes('src/total.js') && isTorn(text)
          ? tokenLimit()
          : reply(answer(text.includes('file: src/total.js') ? [DEFECT] : [])),
    },
  }),
  inShop('budget-usd is less than one request may cost: nothing is asked', {
    inputs: { 'budget-usd': '0.001' },
    check: ({ kimi }) => expect(kimi.calls).toEqual([]),
  }),
  inLargeShop('budget-usd is enough for some of the requests', {
    inputs: { 'budget-usd': '0.30' },
    kimi: { answer: answerPart() },
  }),
  inLargeShop('timeout-minutes is over while one of three requests is still running', {
    // A minute in two seconds: reading the large change takes part of it.
    timeLapse: 30,
    inputs: { 'timeout-minutes': '3' },
    kimi: { answer: answerPart({ gamma: stall() }) },
  }),
  inShop('timeout-minutes is over before anything was answered', {
    timeLapse: 30,
    inputs: { 'timeout-minutes': '1' },
    kimi: { answer: [stall()] },
  }),
  inShop('The balance is used up, and the fallback account answers', {
    inputs: {
      'fallback-provider': 'moonshot',
      'fallback-model': 'kimi-k2.7-code',
      'fallback-api-key': SECOND_KEY,
    },
    kimi: {
      keys: {
        [KIMI_KEY]: { state: 'no-balance', account: 'first' },
        [SECOND_KEY]: { state: 'valid', account: 'second' },
      },
      answer: [reply(ANSWER)],
    },
    check: ({ kimi }) => {
      const [first, second] = kimi.calls;
      expect(first?.headers.authorization).toBe(`Bearer ${KIMI_KEY}`);
      expect(second?.headers.authorization).toBe(`Bearer ${SECOND_KEY}`);
      expect(second?.body).toMatchObject({ model: 'kimi-k2.7-code' });
    },
  }),
  inShop('The fallback has no balance either', {
    inputs: { 'fallback-model': 'kimi-k2.7-code' },
    kimi: { answer: [quota429()] },
  }),
  inShop('A fallback at another provider needs a key of its own', {
    inputs: { 'fallback-provider': 'openrouter' },
    check: ({ kimi }) => expect(kimi.calls).toEqual([]),
  }),
  inShop('extra-body goes along with every request', {
    inputs: { 'extra-body': '{"safety_identifier": "kimi-review-test"}' },
    kimi: { answer: [reply(ANSWER)] },
    check: ({ kimi }) =>
      expect(kimi.calls[0]?.body).toMatchObject({ safety_identifier: 'kimi-review-test', stream: true }),
  }),
  inShop('The job is cancelled while Kimi is answering', {
    kimi: { answer: [stall()] },
    onStart: ({ kimi }, kill) => whenAsked(kimi.calls, () => kill('SIGINT')),
    check: ({ github }) => expect(github.state.pull(7).issueComments).toEqual([]),
  }),
];

const POLL_MS = 20;

/** The runner sends SIGINT once the first request is with Kimi. */
function whenAsked(calls: readonly unknown[], act: () => void): void {
  const timer = setInterval(() => {
    if (calls.length === 0) return;
    clearInterval(timer);
    act();
  }, POLL_MS);
  timer.unref();
}
