import type { FilePatch } from '../diff/diff.ts';
import type { HunkPart, PackedPatch } from './context-pack.ts';
import { patchTokens } from './measure.ts';

/** A patch, or a run of parts of one, with its estimated tokens. */
export type Piece = { readonly packed: PackedPatch; readonly tokens: number };

/**
 * A patch in as few pieces as fit into `room` tokens each: usually one. Hunks stay whole where they can; one
 * that is too large for any pack becomes windows, disjoint and without gaps. A single line is never cut.
 */
export function piecesOf(patch: FilePatch, room: number): Piece[] {
  const whole = { patch, parts: patch.hunks.map((hunk) => ({ hunk, from: 0, to: hunk.lines.length })) };
  const tokens = patchTokens(whole);
  if (tokens <= room) return [{ packed: whole, tokens }];
  const parts = whole.parts.flatMap((part) => windowsOf(patch, part, room));
  return joined(patch, parts, room);
}

function windowsOf(patch: FilePatch, part: HunkPart, room: number): HunkPart[] {
  const tokens = partTokens(patch, part);
  const lines = part.to - part.from;
  if (tokens <= room || lines <= 1) return [part];
  const windows = Math.min(lines, Math.max(2, Math.ceil(tokens / room)));
  const cut = (index: number): number => part.from + Math.floor((lines * index) / windows);
  return Array.from({ length: windows }, (_, index) => index).flatMap((index) =>
    windowsOf(patch, { hunk: part.hunk, from: cut(index), to: cut(index + 1) }, room),
  );
}

/** What the header of a whole patch may say beyond that of a single hunk: its number, mixed line endings. */
const HEADER_SLACK_TOKENS = 16;

/** Measured with its own hunk only: rendering looks at every hunk of a patch, and there may be thousands. */
function partTokens(patch: FilePatch, part: HunkPart): number {
  const alone = { ...patch, hunks: [part.hunk] };
  return patchTokens({ patch: alone, parts: [part] }) + HEADER_SLACK_TOKENS;
}

/** Each part was measured with the header of its file, so the sum never lies below the joined piece. */
function joined(patch: FilePatch, parts: readonly HunkPart[], room: number): Piece[] {
  const groups: { parts: HunkPart[]; tokens: number }[] = [];
  for (const part of parts) {
    const tokens = partTokens(patch, part);
    const last = groups.at(-1);
    if (last !== undefined && last.tokens + tokens <= room) {
      last.parts.push(part);
      last.tokens += tokens;
    } else {
      groups.push({ parts: [part], tokens });
    }
  }
  return groups.map((group) => {
    const packed = { patch, parts: group.parts };
    return { packed, tokens: patchTokens(packed) };
  });
}
