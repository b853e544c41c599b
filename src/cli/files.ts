import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ReviewError } from '../errors.ts';
import type { Desk } from './desk.ts';

/** Stands for standard output where a file is asked for. */
export const STDOUT = '-';

/** Writes a file, or standard output for `-`. */
export function writeText(desk: Desk, file: string, text: string): void {
  if (file === STDOUT) {
    desk.output.write(text);
    return;
  }
  const path = resolve(desk.folder, file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (cause) {
    throw new ReviewError('INPUT_INVALID', `${file} could not be written: ${reasonOf(cause)}.`, {
      remedy: 'Name a file in a folder that you may write to.',
      cause,
    });
  }
}

export function readText(desk: Desk, file: string): string {
  try {
    return readFileSync(resolve(desk.folder, file), 'utf8');
  } catch (cause) {
    throw new ReviewError('INPUT_INVALID', `${file} could not be read: ${reasonOf(cause)}.`, {
      remedy: 'Name a file that exists and that you may read.',
      cause,
    });
  }
}

/** `ENOENT: no such file or directory, open '/a/b'` without its path, which was just named. */
function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/,.*$/s, '') : String(cause);
}
