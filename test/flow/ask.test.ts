import { expect, it } from '@jest/globals';
import type { ContextPack } from '../../src/core/budget/context-pack.ts';
import { NO_USAGE } from '../../src/core/cost/usage.ts';
import { worstCostUsd } from '../../src/core/cost/worst-cost.ts';
import type { ModelRequest } from '../../src/core/prompt/request.ts';
import { type Brief, reviewRequest } from '../../src/core/prompt/review-prompt.ts';
import { ask } from '../../src/flow/ask.ts';
import { openPurse } from '../../src/flow/purse.ts';
import { editOf, KIMI, pullWith, settingsWith } from '../core/context/builders.ts';

const PACK: ContextPack = {
  index: 1,
  count: 1,
  patches: [editOf('src/cart.ts')].map((patch) => ({
    patch,
    parts: patch.hunks.map((hunk) => ({ hunk, from: 0, to: hunk.lines.length })),
  })),
  snippets: [],
  leftOut: [],
  tokens: 0,
};
const BRIEF: Brief = {
  pull: pullWith(),
  commits: [],
  guidance: [],
  settings: settingsWith(),
  profile: KIMI,
  fallback: null,
  language: 'English',
  tickets: [],
  failingChecks: [],
  tools: [],
  paths: [],
  effort: { effort: 'quick', reason: 'effort: quick is set' } as const,
};

it.each([
  ['as estimated', undefined, 1],
  ['by what the model knows of its size', (request: ModelRequest) => request.promptTokens * 2, 0],
])('a request is held to the budget %s', async (_what, promptTokens, asked) => {
  const names: string[] = [];
  const model = {
    ask: async (request: ModelRequest) => {
      names.push(request.name);
      return {
        kind: 'failure' as const,
        code: 'KIMI_FORBIDDEN' as const,
        message: 'No.',
        remedy: 'None.',
        usage: NO_USAGE,
        calls: { requests: 1, refusals: [], queuedMs: 0, answeredMs: 0, requestId: null, model: KIMI.id },
      };
    },
    ...(promptTokens === undefined ? {} : { promptTokens }),
  };
  const purse = openPurse(worstCostUsd(reviewRequest(PACK, BRIEF), BRIEF));
  const log = { step() {}, info() {}, warn() {} };
  const lookups = { answer: async () => '', notes: () => [] };
  const [reading] = await ask({ packs: [PACK], model, brief: BRIEF, purse, log, lookups });
  expect(names).toHaveLength(asked);
  expect(reading?.account.failure?.code).toBe(asked === 1 ? 'KIMI_FORBIDDEN' : 'BUDGET_EXCEEDED');
});
