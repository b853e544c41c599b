import { expect } from '@jest/globals';
import type { KeyState } from '../../doubles/kimi/accounts.ts';
import type { KimiOptions } from '../../doubles/kimi/options.ts';
import { quota429, tpd429 } from '../../doubles/kimi/scripts.ts';
import type { Played, Scenario } from '../scenario.ts';
import { inLargeShop, inShop } from '../shop.ts';

export const about = 'Keys, accounts and models that Kimi refuses for good';

/** In the form of the Open Platform; the harness's own has the form of a Kimi Code subscription. */
const KEY = 'sk-double-of-a-platform-key';

function expectOneRequest({ kimi, run, github }: Played): void {
  expect(kimi.calls.length).toBeLessThanOrEqual(1);
  expect([run.log.replaceAll(`::add-mask::${KEY}`, ''), run.summary].join()).not.toContain(KEY);
  expect(JSON.stringify(github.state.checkRuns)).not.toContain(KEY);
}

const refused = (title: string, kimi: KimiOptions, inputs: Readonly<Record<string, string>> = {}): Scenario =>
  inShop(title, {
    inputs: { 'kimi-api-key': KEY, ...inputs },
    kimi: { keys: { [KEY]: 'valid' }, ...kimi },
    check: expectOneRequest,
  });

const keyThatIs = (state: KeyState): KimiOptions => ({ keys: { [KEY]: state } });

export const variants: readonly Scenario[] = [
  refused('401: a key nobody knows', { keys: {} }),
  refused('401: a key of another platform', keyThatIs('other-platform')),
  inShop('401: a key in the form of a Kimi Code subscription', { kimi: { keys: {} } }),
  refused('403: the runner is not on the allow-list of the organisation', keyThatIs('ip-not-allowed')),
  refused('403: access is closed', keyThatIs('closed')),
  inShop('403: a Kimi Code subscription does not admit this client', {
    inputs: { provider: 'kimi-code' },
    kimi: { gate: true },
    check: expectOneRequest,
  }),
  {
    ...refused(
      'A model that was retired: its successor is named, and nobody is asked',
      {},
      { model: 'kimi-k2.5' },
    ),
    check: ({ kimi }) => expect(kimi.calls).toEqual([]),
  },
  refused('404: a model nobody knows', {}, { model: 'kimi-k9' }),
  {
    ...refused('404: base-url without /v1', {}),
    environment: ({ kimi }) => ({ 'INPUT_BASE-URL': kimi.url.replace(/\/v1$/, '') }),
  },
  refused('429: the balance is used up; nothing is asked again', { answer: [quota429()] }),
  inLargeShop('429: the balance is used up; two more requests were waiting, and are not sent', {
    kimi: { answer: [quota429()] },
    check: expectOneRequest,
  }),
  refused('429: the tokens of the day are used up; nothing is asked again', { answer: [tpd429()] }),
];
