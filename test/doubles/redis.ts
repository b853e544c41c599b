import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real redis-server of this machine, on a free port, that keeps nothing on disk. */
export type RedisServer = {
  readonly url: string;
  readonly password: string;
  /** Ends the server as a crash would. */
  kill(): Promise<void>;
  /** Accepts connections and commands, and answers nothing. */
  freeze(): void;
  close(): Promise<void>;
};

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** Says so once, where somebody looks for the reason of skipped tests. */
export const WITHOUT_REDIS =
  'redis-server is not installed on this machine: the tests of shared slots are skipped (apt-get install redis-server)';

const PASSWORD = 'pass-of-the-double';
const READY_WITHIN_MS = 5_000;
const RETRY_MS = 20;

export async function startRedis(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'kimi-review-redis-'));
  const port = await freePort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--requirepass', PASSWORD];
  const server = spawn('redis-server', [...settings, '--save', '', '--appendonly', 'no', '--dir', folder], {
    stdio: 'ignore',
  });
  await answering(server, port);
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  return {
    url: `redis://:${PASSWORD}@127.0.0.1:${port}`,
    password: PASSWORD,
    kill,
    freeze: () => void server.kill('SIGSTOP'),
    close: async () => {
      await kill();
      await rm(folder, { recursive: true });
    },
  };
}

/** An address of this machine where nobody listens. */
export async function deadRedisUrl(): Promise<string> {
  return `redis://:${PASSWORD}@127.0.0.1:${await freePort()}`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

async function answering(server: ChildProcess, port: number): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until && server.exitCode === null) {
    if (await connects(port)) return;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  throw new Error('redis-server did not start.');
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
