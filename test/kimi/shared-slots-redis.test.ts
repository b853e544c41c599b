import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { openRedisLeases } from '../../src/kimi/shared-slots-redis.ts';
import { deadRedisUrl, hasRedis, type RedisServer, startRedis, WITHOUT_REDIS } from '../doubles/redis.ts';
import { FAST, OK, start } from './doubles.ts';
import { openTestModel, REQUEST } from './fixtures.ts';

const LIMIT = 30;
const account = { address: 'https://api.moonshot.ai/v1', key: 'sk-a-key-nobody-may-see' };
const open: RedisServer[] = [];

async function redis(): Promise<RedisServer> {
  const server = await startRedis();
  open.push(server);
  return server;
}

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const withRedis = hasRedis ? describe : describe.skip;
if (!hasRedis) process.stderr.write(`${WITHOUT_REDIS}\n`);

withRedis('leases in a real Redis', () => {
  it('are no more than the limit, however many ask at the same time', async () => {
    const { url } = await redis();
    const stores = await Promise.all([1, 2, 3].map(() => openRedisLeases(url, account)));
    const taken = await Promise.all(
      stores.flatMap((store) => Array.from({ length: 20 }, () => store.take(LIMIT))),
    );
    const leases = taken.filter((lease) => lease !== null);
    expect(leases).toHaveLength(LIMIT);
    const [store] = stores;
    await store?.give(leases[0] ?? '');
    expect(await stores[1]?.take(LIMIT)).not.toBeNull();
    expect(await stores[2]?.take(LIMIT)).toBeNull();
    for (const each of stores) await each.close();
  });

  it('of another key or another endpoint are counted apart', async () => {
    const { url } = await redis();
    for (const other of [
      account,
      { ...account, key: 'sk-2' },
      { ...account, address: 'https://api.moonshot.cn/v1' },
    ]) {
      const store = await openRedisLeases(url, other);
      expect(await store.take(1)).not.toBeNull();
      expect(await store.take(1)).toBeNull();
      await store.close();
    }
  });

  it('end by themselves when their runner was killed, and not before', async () => {
    const { url } = await redis();
    const program = `
      const { openRedisLeases } = await import('./src/kimi/shared-slots-redis.ts');
      const store = await openRedisLeases(process.env.URL, ${JSON.stringify({ ...account, termMs: 1_500 })});
      await store.enlist();
      for (let count = 0; count < 3; count += 1) await store.take(3);
      console.log('taken');
      setInterval(() => {}, 1_000);`;
    const runner = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', program], {
      env: { ...process.env, URL: url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(runner.stdout, 'data');
    runner.kill('SIGKILL');
    await once(runner, 'exit');
    const next = await openRedisLeases(url, { ...account, termMs: 1_500 });
    await next.enlist();
    expect(await next.take(3)).toBeNull();
    expect((await next.look()).runs).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    expect(await next.take(3)).not.toBeNull();
    await next.enlist();
    expect((await next.look()).runs).toBe(1);
    await next.close();
  });

  it('are kept while they are renewed, and their loss is noticed', async () => {
    const { url } = await redis();
    const store = await openRedisLeases(url, { ...account, termMs: 400 });
    const lease = (await store.take(1)) ?? '';
    for (let round = 0; round < 4; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await store.keep(lease)).toBe(true);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await store.keep(lease)).toBe(false);
    await store.close();
  });

  it('carry a limit that one run was told to all others', async () => {
    const { url } = await redis();
    const [one, two] = await Promise.all([openRedisLeases(url, account), openRedisLeases(url, account)]);
    expect((await two.look()).told).toBeNull();
    await one.tell(15);
    expect((await two.look()).told).toBe(15);
    await Promise.all([one.close(), two.close()]);
  });

  it('need no more rights than docs/shared-limits.md tells people to grant', async () => {
    const { url } = await redis();
    const rule = /`ACL SETUSER ([^`]+)`/.exec(readFileSync('docs/shared-limits.md', 'utf8'))?.[1] ?? '';
    const client = new Redis(url);
    await client.call('ACL', 'SETUSER', ...rule.split(' '));
    client.disconnect();
    const store = await openRedisLeases(url.replace(/:[^:@]+@/, 'kimi-review:PASSWORD@'), account);
    await store.enlist();
    const lease = (await store.take(LIMIT)) ?? '';
    await store.tell(9);
    expect(await store.keep(lease)).toBe(true);
    expect(await store.look()).toEqual({ runs: 1, told: 9 });
    await store.give(lease);
    await store.close();
  });

  it('hold no part of the key', async () => {
    const { url } = await redis();
    const store = await openRedisLeases(url, account);
    await store.enlist();
    await store.take(LIMIT);
    await store.tell(9);
    const client = new Redis(url);
    const names = await client.keys('*');
    expect(names).toHaveLength(3);
    expect(names.every((name) => /kimi-review:\{[0-9a-f]{32}\}:(slots|runs|told)$/.test(name))).toBe(true);
    client.disconnect();
    await store.close();
  });
});

withRedis('runs of one account', () => {
  it('share it exactly, and are never refused', async () => {
    const { url } = await redis();
    const tier = { concurrency: LIMIT, rpm: 1e6, tpm: 1e9, tpd: 1e9 };
    const kimi = await start({ tier, answer: [{ ...OK, delayMs: 60 }] });
    const runs = [1, 2, 3].map(() => openTestModel({ settings: { baseUrl: kimi.url }, redisUrl: url }));
    const answers = await Promise.all(
      runs.flatMap(({ model }) => Array.from({ length: 40 }, () => model.ask(REQUEST))),
    );
    expect(answers.every(({ kind }) => kind === 'reply')).toBe(true);
    expect(kimi.refused).toEqual([]);
    expect(kimi.peakConcurrency).toBeGreaterThan(LIMIT / 2);
    for (const { model } of runs) expect(model.notes?.()).toEqual([]);
  });

  it.each([
    ['is not there', async () => deadRedisUrl(), 'Redis cannot be reached'],
    ['is not found', async () => 'redis://redis.invalid:6379', 'Redis cannot be reached'],
    [
      'has another password',
      async () => (await redis()).url.replace(/:[^:@]+@/, ':another@'),
      'Redis refused the password of redis-url',
    ],
    [
      'wants a password',
      async () => (await redis()).url.replace(/:[^:@]+@/, ''),
      'Redis refused the password of redis-url',
    ],
    [
      'does not answer',
      async () => {
        const server = await redis();
        server.freeze();
        return server.url;
      },
      'Redis did not answer in time',
    ],
  ])('go on alone when Redis %s, and say so without its address', async (_what, address, reason) => {
    const redisUrl = await address();
    const kimi = await start({ answer: [OK] });
    const { model, log } = openTestModel({ scale: FAST, settings: { baseUrl: kimi.url }, redisUrl });
    const answers = await Promise.all([model.ask(REQUEST), model.ask(REQUEST)]);
    expect(answers.map(({ kind }) => kind)).toEqual(['reply', 'reply']);
    const note = `The slots of the account are not shared with other runs: ${reason}. This run goes on by itself.`;
    expect(model.notes?.()).toEqual([note]);
    expect(log).toEqual([note]);
  });

  it('go on alone when Redis dies under them', async () => {
    const server = await redis();
    const kimi = await start({ answer: [{ ...OK, delayMs: 150 }] });
    const { model } = openTestModel({ settings: { baseUrl: kimi.url }, redisUrl: server.url });
    const asking = Promise.all(Array.from({ length: 60 }, () => model.ask(REQUEST)));
    while (kimi.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await server.kill();
    expect((await asking).every(({ kind }) => kind === 'reply')).toBe(true);
    expect(kimi.peakConcurrency).toBeLessThanOrEqual(LIMIT);
    expect(model.notes?.()).toHaveLength(1);
  });
});
