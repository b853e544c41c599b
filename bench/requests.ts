import { createRepository } from '../test/doubles/github/repository.ts';
import { tenFiles } from '../test/scenarios/ten-files.ts';
import type { Figure, Measurement } from './figure.ts';
import { setStage } from './stage.ts';

const REQUESTS_MAX = 8;
const NUMBER = 7;

/** What a review of ten files asks of GitHub, posting included. */
export async function measureRequests(): Promise<Measurement> {
  return {
    name: 'requests',
    about: 'GitHub requests of the shipped bundle for a pull request of ten files',
    figures: [
      await count('with a checkout', true, { atMost: REQUESTS_MAX }),
      await count('without a checkout', false, null),
    ],
  };
}

async function count(what: string, checkout: boolean, target: Figure['target']): Promise<Figure> {
  const repository = createRepository(tenFiles);
  const { path: repositoryPath, baseSha, headSha } = repository;
  const stage = await setStage({ repositoryPath, pulls: [{ number: NUMBER, baseSha, headSha }], checkout });
  try {
    await stage.review(NUMBER);
    return { what, value: stage.github.requests.length, unit: 'requests', target };
  } finally {
    await stage.close();
    repository.remove();
  }
}
