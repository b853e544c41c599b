import { describe, expect, it } from '@jest/globals';
import { decodeLookup } from '../../../src/core/lookup/lookup.ts';
import { LOOKUP_TOOLS } from '../../../src/core/lookup/tools.ts';
import { messageTokens } from '../../../src/core/prompt/message-tokens.ts';
import { schemaProblem } from '../../doubles/kimi/mfjs.ts';

/** What a tool may cost in each prompt. */
const TOKENS_MAX = 1_200;

describe('the look-ups offered to the model', () => {
  it('stand in an order that never changes', () => {
    expect(LOOKUP_TOOLS.map(({ name }) => name)).toEqual([
      'read_lines',
      'find_definition',
      'find_references',
      'search',
      'line_history',
    ]);
  });

  it('cost little in each prompt', () => {
    expect(messageTokens([], LOOKUP_TOOLS)).toBeLessThan(TOKENS_MAX);
  });

  it.each(LOOKUP_TOOLS.map((tool) => [tool.name, tool] as const))(
    '%s is within the dialect, named as allowed, and understood when it is called by its own schema',
    (name, { parameters, description }) => {
      expect(schemaProblem(parameters)).toBeNull();
      expect(name).toMatch(/^[a-zA-Z_][a-zA-Z0-9-_]{0,127}$/);
      expect(description).not.toBe('');
      const samples = {
        path: 'src/a.ts',
        first: 1,
        last: 2,
        line: 1,
        revision: 'base',
        name: 'parse',
        text: 'abc',
        under: 'src',
      };
      const fields = Object.keys(Object(parameters['properties']));
      expect(Object.keys(samples)).toEqual(expect.arrayContaining(fields));
      const given = Object.fromEntries(Object.entries(samples).filter(([field]) => fields.includes(field)));
      const decoded = decodeLookup({ id: 'x', name, arguments: JSON.stringify(given) });
      expect(decoded).toEqual({ kind: 'call', call: { tool: name, ...given } });
    },
  );
});
