import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { askOne, FAST, start } from './doubles.ts';
import { openTestModel, REQUEST } from './fixtures.ts';

describe('the wire is not bent', () => {
  it('by the environment of the runner', async () => {
    const names = {
      OPENAI_ORG_ID: 'org-x',
      OPENAI_PROJECT_ID: 'proj-x',
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
    };
    Object.assign(process.env, names);
    try {
      const { answer, kimi } = await askOne({});
      expect(answer.kind).toBe('reply');
      expect(Object.keys(kimi.calls[0]?.headers ?? {}).filter((name) => name.startsWith('openai'))).toEqual(
        [],
      );
    } finally {
      for (const name of Object.keys(names)) delete process.env[name];
    }
  });

  it('by a redirect: prompts go to the address that was chosen, or nowhere', async () => {
    const kimi = await start({});
    const elsewhere = createServer((_request, response) => {
      response.writeHead(307, { Location: `${kimi.url}/chat/completions` }).end();
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const address = elsewhere.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { model } = openTestModel({ scale: FAST, settings: { baseUrl: `http://127.0.0.1:${port}/v1` } });
    const answer = await model.ask(REQUEST);
    elsewhere.closeAllConnections();
    await new Promise((resolve) => elsewhere.close(resolve));
    expect(answer).toMatchObject({ kind: 'failure', code: 'KIMI_CONNECTION' });
    expect(kimi.calls).toEqual([]);
  });
});
