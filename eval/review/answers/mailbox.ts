import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Given, TOOL_CALL } from './given.ts';
import type { Question } from './question.ts';
import { renderPrompt } from './render-prompt.ts';

const NAME_DIGITS = 16;
const CALLS_BLOCK = /^```tool_calls[ \t]*\n([\s\S]*?)^```[ \t]*$/m;

export type Mailbox = {
  /** The answer somebody left, or null. */
  find(question: Question): Given | null;
  /** Lays the question out for whoever answers. */
  leave(question: Question): void;
  /** Writes the list of what waits, and says how many that are. */
  close(): number;
};

/**
 * A folder in which every question waits for its answer: `HASH.prompt.md` holds the very text a model would get,
 * `HASH.answer.md` is what is answered. `waiting.tsv` lists the questions without an answer.
 */
export function openMailbox(folder: string): Mailbox {
  mkdirSync(folder, { recursive: true });
  const waiting = new Map<string, Question>();
  const fileOf = ({ key }: Question, kind: 'prompt' | 'answer') =>
    join(folder, `${key.slice(0, NAME_DIGITS)}.${kind}.md`);
  return {
    find: (question) => {
      const path = fileOf(question, 'answer');
      const text = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
      return text === '' ? null : readAnswer(path, text);
    },
    leave: (question) => {
      waiting.set(question.key, question);
      writeFileSync(fileOf(question, 'prompt'), renderPrompt(question.sent));
    },
    close: () => {
      const rows = [...waiting.values()].map(
        ({ key, request, run, sent }) =>
          `${key.slice(0, NAME_DIGITS)}\t${request}\t${run}\t${renderPrompt(sent).length}`,
      );
      const head = 'hash\trequest\trun\tcharacters';
      writeFileSync(join(folder, 'waiting.tsv'), `${[head, ...rows.sort()].join('\n')}\n`);
      return waiting.size;
    },
  };
}

/** An answer that asks for look-ups holds a block of them; all else in it is what the model said besides. */
function readAnswer(path: string, text: string): Given {
  const block = CALLS_BLOCK.exec(text);
  if (block === null) return { text };
  const result = z
    .array(TOOL_CALL)
    .min(1)
    .safeParse(parsed(block[1] ?? ''));
  if (!result.success)
    throw new Error(
      `${path}: the tool_calls block is not a JSON list of {"name": ..., "arguments": {...}}: ${z.prettifyError(result.error)}`,
    );
  return { text: text.replace(block[0], '').trim(), calls: result.data };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
