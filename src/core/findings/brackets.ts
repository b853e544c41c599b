const STRINGS = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\\n]|\\.)*`/g;
const PAIRS = ['()', '[]', '{}'] as const;

/**
 * How many brackets of each kind stay open at the end, as text to compare: `0,0,1`. A guess without a
 * grammar: strings are skipped within a line, and a lone apostrophe is none.
 */
export function bracketBalance(lines: readonly string[]): string {
  const code = lines.map((line) => line.replace(STRINGS, '')).join('\n');
  return PAIRS.map(([open, close]) => count(code, open) - count(code, close)).join();
}

function count(code: string, bracket: string | undefined): number {
  return bracket === undefined ? 0 : code.split(bracket).length - 1;
}
