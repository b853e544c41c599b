import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { play } from '../scenarios/play.ts';

/** A proxy that says no and remembers who was asked for. `.test` never resolves, so nothing else could answer. */
async function behindProxy<Result>(look: (address: string, asked: readonly string[]) => Promise<Result>) {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address: Partial<AddressInfo> = Object(proxy.address());
  try {
    return await look(`http://127.0.0.1:${address.port}`, asked);
  } finally {
    await new Promise((resolve) => proxy.close(resolve));
  }
}

describe('a runner behind a proxy', () => {
  it('reaches the model through it, and what NO_PROXY names without it', async () => {
    await behindProxy(async (address, asked) => {
      await play(
        {
          title: 'Behind a proxy',
          repository: { base: { 'a.js': 'let a = 1;\n' }, head: { 'a.js': 'let a = 2;\n' } },
          inputs: { 'base-url': 'https://model.test/v1', 'timeout-minutes': '1' },
          environment: { HTTPS_PROXY: address, HTTP_PROXY: address, NO_PROXY: '127.0.0.1,localhost' },
        },
        async ({ github }) => {
          expect(new Set(asked)).toEqual(new Set(['model.test:443']));
          expect(github.state.checkRuns[0]?.conclusion).toBe('neutral');
        },
      );
    });
  }, 120_000);
});
