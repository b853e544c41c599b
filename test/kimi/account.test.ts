import { describe, expect, it } from '@jest/globals';
import { listModels, readBalance } from '../../src/kimi/account.ts';
import { DEFAULT_KEY, type KeyState } from '../doubles/kimi/accounts.ts';
import { DOUBLE_IDS } from '../doubles/kimi/refusals.ts';
import { start } from './doubles.ts';
import { USER_AGENT } from './fixtures.ts';

const endpointOf = (address: string) => ({ address, key: DEFAULT_KEY, userAgent: USER_AGENT });

describe('the list of models', () => {
  it('shows ids, context windows and the tier, and asks no model', async () => {
    const kimi = await start({});
    const listing = await listModels(endpointOf(kimi.url));
    expect(listing).toMatchObject({ kind: 'listed', tier: 1 });
    expect(listing.kind === 'listed' && listing.models).toContainEqual({
      id: 'kimi-k2.6',
      contextWindow: 262_144,
    });
    expect([kimi.calls, kimi.visits]).toEqual([[], ['GET /v1/models']]);
  });

  it.each<[KeyState | 'unknown', number]>([
    ['unknown', 401],
    ['other-platform', 401],
    ['ip-not-allowed', 403],
    ['closed', 403],
  ])('of a key that is %s is refused with %s, and nothing of the account is told', async (state, status) => {
    const kimi = await start({ keys: state === 'unknown' ? {} : { [DEFAULT_KEY]: state } });
    const listing = await listModels(endpointOf(kimi.url));
    expect(listing).toMatchObject({ kind: 'refused', status, requestId: expect.stringMatching(/^[\w-]+$/) });
    for (const secret of [DEFAULT_KEY, DOUBLE_IDS.orgId, DOUBLE_IDS.keyId])
      expect(JSON.stringify(listing)).not.toContain(secret);
  });

  it('of nobody is unreachable', async () => {
    expect(await listModels(endpointOf('http://127.0.0.1:1/v1'))).toEqual({ kind: 'unreachable' });
  });
});

describe('the balance', () => {
  it.each([
    ['valid', 49.58894],
    ['no-balance', 0],
  ] as const)('of a key that is %s', async (state, available) => {
    const kimi = await start({ keys: { [DEFAULT_KEY]: state } });
    expect(await readBalance(endpointOf(kimi.url))).toEqual({ available, voucher: 0, cash: available });
  });

  it('is not known where there is no page for it', async () => {
    const kimi = await start({ gate: true });
    expect(await readBalance(endpointOf(kimi.url))).toBeNull();
  });
});
