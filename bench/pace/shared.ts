import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startKimi } from '../../test/doubles/kimi/start.ts';
import { hasRedis, startRedis, WITHOUT_REDIS } from '../../test/doubles/redis.ts';
import { oracleMakespanMs } from './oracle.ts';
import { arrivalsOf, type Measured, NO_TARGETS } from './row.ts';
import { CAP } from './scenarios.ts';

const RUNS = 3;
const CALLS_EACH = 60;
const ANSWER_MS = 20_000;
/** Real seconds per API second. The way to Redis does not shrink with it, so it counts for more than in life. */
const SCALE = 0.1;

/** Three processes on one account of 30, each allowed 30, with and without a place to share the slots. */
export async function measureShared(): Promise<Measured[]> {
  const alone = await measure('three processes, account of 30, without Redis', '');
  if (!hasRedis) {
    console.log(WITHOUT_REDIS);
    return [alone];
  }
  const redis = await startRedis();
  const together = await measure('three processes, account of 30, with Redis', redis.url);
  await redis.close();
  return [alone, together];
}

async function measure(name: string, redisUrl: string): Promise<Measured> {
  const none = Number.POSITIVE_INFINITY;
  const kimi = await startKimi({
    clockScale: SCALE,
    tier: { concurrency: CAP, rpm: none, tpm: none, tpd: none },
    answer: [{ kind: 'reply', content: 'OK.', firstTokenMs: ANSWER_MS }],
  });
  const answered = await Promise.all(Array.from({ length: RUNS }, () => startRun(kimi.url, redisUrl)));
  const { calls, peakConcurrency } = kimi;
  await kimi.close();
  const firstAt = Math.min(...calls.map(({ startedAt }) => startedAt));
  const lastAt = Math.max(...calls.map(({ endedAt }) => endedAt ?? 0));
  return {
    scenario: name,
    answered: answered.reduce((sum, count) => sum + count, 0),
    arrivals: arrivalsOf(calls),
    peak: peakConcurrency,
    makespanMs: lastAt - firstAt,
    oracleMs: oracleMakespanMs({ calls: RUNS * CALLS_EACH, answerMs: ANSWER_MS, lanes: CAP }),
    targets: NO_TARGETS,
  };
}

async function startRun(kimiUrl: string, redisUrl: string): Promise<number> {
  const program = join(import.meta.dirname, 'shared-run.ts');
  const env = {
    PATH: process.env['PATH'] ?? '',
    KIMI_URL: kimiUrl,
    REDIS_URL: redisUrl,
    SCALE: String(SCALE),
    CALLS: String(CALLS_EACH),
  };
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', program], { env });
  return Number(stdout);
}
