import { expect } from '@jest/globals';
import type { KimiCall } from '../doubles/kimi/options.ts';
import { reply } from '../doubles/kimi/scripts.ts';
import { answer } from './answers.ts';
import type { Played } from './scenario.ts';

/** `count` small files, `src/part-0001/file.js` and so on, each before and after a change of one line. */
export function manyFiles(count: number): {
  base: Record<string, string>;
  head: Record<string, string>;
} {
  const base: Record<string, string> = {};
  const head: Record<string, string> = {};
  for (let number = 1; number <= count; number += 1) {
    const name = `src/part-${String(number).padStart(4, '0')}.js`;
    base[name] = `const n = ${number};\n`;
    head[name] = `const n = -${number};\n`;
  }
  return { base, head };
}

/** `count` lines of code-like text, no two alike. */
export function codeLines(count: number, word = 'value'): string {
  const lines: string[] = [];
  for (let number = 1; number <= count; number += 1)
    lines.push(`const ${word}${number} = read(${number});\n`);
  return lines.join('');
}

/** Several parts asked at once arrive in any order; one after the other, the record has one order. */
export const oneAtATime = { 'max-concurrency': '1' };

/** Reads whatever it is given and finds nothing. */
export const nothingFound = (_call: KimiCall) => reply(answer([]), { reasoning: '' });

/** Every changed path must stand in a prompt, or in the summary with the reason why not. */
export function expectAllAsked({ kimi }: Played, paths: readonly string[]): void {
  const asked = kimi.calls.map(({ body }) => JSON.stringify(body)).join('\n');
  expect(paths.filter((path) => !asked.includes(`changes in ${path}\\n`))).toEqual([]);
}
