import { expect } from '@jest/globals';
import * as z from 'zod';
import type { ScriptedToolCall } from '../../doubles/kimi/script.ts';
import { reply, toolTurn } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import { type Asked, byTask, verdicts } from '../by-task.ts';
import { CITED, inOrders, NO_COUNTRY, PAST_END } from '../orders.ts';
import type { Scenario } from '../scenario.ts';

const CALLER: ScriptedToolCall = {
  name: 'find_references',
  arguments: '{"name":"withTax"}',
  id: 'functions.find_references:0',
};
const OUTSIDE: ScriptedToolCall = {
  name: 'read_lines',
  arguments: '{"path":"../../etc/passwd","first":1,"last":5,"revision":"head"}',
  id: 'read_lines:1',
};

/** Asks for a caller and for a file that is none of its business, then the same again, then answers. */
function contract({ turn }: Asked) {
  if (turn === 0) return toolTurn([CALLER, OUTSIDE]);
  if (turn === 1) return toolTurn([{ ...CALLER, id: 'find_references_2' }]);
  return reply(answer([NO_COUNTRY]));
}

const BODY = z.object({
  tools: z.array(z.unknown()),
  messages: z.array(
    z.object({
      role: z.string(),
      content: z.string().nullish(),
      reasoning_content: z.string().optional(),
      tool_call_id: z.string().optional(),
      tool_calls: z.array(z.object({ id: z.string() })).optional(),
    }),
  ),
});

/** Seven readers, three turns of one of them, and two checks. */
const REQUESTS = 11;

export const scenario: Scenario = inOrders(
  'A deep review: one reader looks up a caller, is refused a file outside, and asks the same twice',
  {
    inputs: { effort: 'deep' },
    checkout: 'full',
    kimi: {
      answer: byTask({
        whole: reply(answer([PAST_END])),
        contract,
        check: verdicts([
          { about: 'past the end', severity: 'blocker', evidence: [CITED.loop] },
          { about: 'without a country', evidence: [CITED.quickSale] },
        ]),
      }),
    },
    check: ({ kimi, run }) => {
      expect(kimi.calls).toHaveLength(REQUESTS);
      const bodies = kimi.calls.map(({ body }) => BODY.parse(body));
      expect(new Set(bodies.map(({ tools }) => JSON.stringify(tools))).size).toBe(1);
      const longest = bodies.toSorted((a, b) => b.messages.length - a.messages.length)[0]?.messages ?? [];
      const turns = longest.filter(({ role }) => role === 'assistant');
      const results = longest.filter(({ role }) => role === 'tool');
      expect(turns.flatMap(({ tool_calls: calls = [] }) => calls.map(({ id }) => id))).toEqual([
        CALLER.id,
        OUTSIDE.id,
        'find_references_2',
      ]);
      expect(results.map((result) => result.tool_call_id)).toEqual([
        CALLER.id,
        OUTSIDE.id,
        'find_references_2',
      ]);
      // The model thinks, and its thoughts go back with its turns.
      for (const turn of turns) expect(turn.reasoning_content).not.toBeUndefined();
      const [caller, outside, again] = results.map(({ content }) => content ?? '');
      expect(caller).toContain('src/quick-sale.js');
      expect(outside).not.toContain('root:');
      expect(outside).toMatch(/\.\./);
      expect(again).toContain('You have asked exactly this before');
      expect(run.summary).not.toContain('root:');
    },
  },
);
