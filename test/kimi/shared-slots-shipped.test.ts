import { describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { hasRedis, startRedis } from '../doubles/redis.ts';
import { play } from '../scenarios/play.ts';
import { ANSWER, inShop } from '../scenarios/shop.ts';

const TIMEOUT_MS = 60_000;

(hasRedis ? describe : describe.skip)('the shipped bundle', () => {
  it(
    'takes its slots from a real Redis, gives them back and ends',
    async () => {
      const redis = await startRedis();
      const scenario = inShop('With Redis', {
        inputs: { 'redis-url': redis.url },
        kimi: { answer: [{ kind: 'reply', content: ANSWER }] },
      });
      await play(scenario, async ({ run, kimi }) => {
        expect([run.status, kimi.calls.length]).toEqual([0, 1]);
        expect(run.log).not.toContain('not shared');
        expect(run.log.replaceAll(/::add-mask::.*/g, '')).not.toContain(redis.password);
      });
      const client = new Redis(redis.url);
      // It was there (scripts are kept), and nothing of it is left.
      expect(await client.info('commandstats')).toMatch(/cmdstat_eval(sha)?:calls=[1-9]/);
      expect(await client.keys('*')).toEqual([]);
      client.disconnect();
      await redis.close();
    },
    TIMEOUT_MS,
  );
});
