import { createRepository } from '../test/doubles/github/repository.ts';
import { ACTION_BUNDLE } from '../test/doubles/runner.ts';
import type { Measurement } from './figure.ts';
import { median } from './figure.ts';
import { processMs } from './process-time.ts';
import { setStage } from './stage.ts';

const RUNS = 9;
const RATIO_MAX = 3;
const NUMBER = 7;

/** From the start of the process to the first question that reaches the model, on a change of one line. */
export async function measureStart(): Promise<Measurement> {
  const alone: number[] = [];
  const toQuestion: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    alone.push(await processMs(ACTION_BUNDLE, {}));
    toQuestion.push(await untilQuestion());
  }
  const [start, question] = [median(alone), median(toQuestion)];
  return {
    name: 'start',
    about: `process start to the first model request, small pull request, median of ${RUNS} runs`,
    figures: [
      { what: 'start-up of the bundle with nothing set', value: start, unit: 'ms', target: null },
      { what: 'until the first model request', value: question, unit: 'ms', target: null },
      { what: 'ratio', value: question / start, unit: '×', target: { atMost: RATIO_MAX } },
    ],
  };
}

async function untilQuestion(): Promise<number> {
  const text = 'export function total(items) {\n  return items.length;\n}\n';
  const repository = createRepository({
    base: { 'src/total.js': text, 'README.md': '# Shop\n' },
    head: { 'src/total.js': text.replace('length', 'size') },
  });
  const { path: repositoryPath, baseSha, headSha } = repository;
  let askedAt = Number.NaN;
  const stage = await setStage({
    repositoryPath,
    pulls: [{ number: NUMBER, baseSha, headSha }],
    checkout: true,
    kimi: {
      answer: () => {
        if (Number.isNaN(askedAt)) askedAt = performance.now();
        return { kind: 'reply', content: 'Nothing.\n\n### end of review: 0 findings\n' };
      },
    },
  });
  try {
    const startedAt = performance.now();
    await stage.review(NUMBER);
    return askedAt - startedAt;
  } finally {
    await stage.close();
    repository.remove();
  }
}
