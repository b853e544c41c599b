import type { DiffLine, FilePatch } from '../../../src/core/diff/diff.ts';
import { hunkHeader } from '../../../src/core/diff/render.ts';

const SIGNS = { added: '+', removed: '-', context: ' ' } as const;

/** A patch as a person would check it: one string for each line, `OLD NEW SIGNtext`. */
export function outline(patch: FilePatch) {
  const { hunks, ...rest } = patch;
  return {
    ...rest,
    hunks: hunks.map((hunk) => ({ header: hunkHeader(hunk), lines: hunk.lines.map(lineOutline) })),
  };
}

function lineOutline(line: DiffLine): string {
  const end = line.endsWithoutNewline ? ' [no newline]' : '';
  return `${line.oldLine ?? '.'} ${line.newLine ?? '.'} ${SIGNS[line.kind]}${line.text}${end}`;
}
