import { expect } from '@jest/globals';
import { quota429, tpd429 } from '../../doubles/kimi/scripts.ts';
import { KIMI_KEY } from '../play.ts';
import type { Played, Scenario } from '../scenario.ts';
import { inLargeShop, inShop } from '../shop.ts';

export const about = 'Keys, accounts and models that Kimi refuses for good';

const onlyOnce = ({ kimi }: Played): void => expect(kimi.calls).toHaveLength(1);

export const variants: readonly Scenario[] = [
  inShop('401: a key nobody knows', { kimi: { keys: {} }, check: onlyOnce }),
  inShop('403: the runner is not on the allow-list of the organisation', {
    kimi: { keys: { [KIMI_KEY]: 'ip-not-allowed' } },
    check: onlyOnce,
  }),
  inShop('403: access is closed', { kimi: { keys: { [KIMI_KEY]: 'closed' } }, check: onlyOnce }),
  inShop('403: a Kimi Code subscription does not admit this client', {
    inputs: { provider: 'kimi-code' },
    kimi: { gate: true },
    check: onlyOnce,
  }),
  inShop('A model that was retired: its successor is named, and nobody is asked', {
    inputs: { model: 'kimi-k2.5' },
    check: ({ kimi }) => expect(kimi.calls).toEqual([]),
  }),
  inShop('404: a model nobody knows', { inputs: { model: 'kimi-k9' }, check: onlyOnce }),
  inShop('404: base-url without /v1', {
    environment: ({ kimi }) => ({ 'INPUT_BASE-URL': kimi.url.replace(/\/v1$/, '') }),
  }),
  inShop('429: the balance is used up; nothing is asked again', {
    kimi: { answer: [quota429()] },
    check: onlyOnce,
  }),
  inLargeShop('429: the balance is used up; two more requests were waiting, and are not sent', {
    kimi: { answer: [quota429()] },
    check: onlyOnce,
  }),
  inShop('429: the tokens of the day are used up; nothing is asked again', {
    kimi: { answer: [tpd429()] },
    check: onlyOnce,
  }),
];
