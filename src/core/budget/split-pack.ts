import type { Snippet } from '../context/snippet.ts';
import type { ContextPack, HunkPart, PackedPatch } from './context-pack.ts';
import { patchTokens, snippetTokens } from './measure.ts';

/**
 * A pack in smaller pieces, for asking again. When it was too large, the code around the change goes first,
 * then the whole files, then the patches are halved; when something in it was refused, the patches are halved
 * at once to find it. Every line stays in exactly one part. Empty when it cannot be made smaller. The pieces
 * keep index and count: they answer for the same pack.
 */
export function splitPack(pack: ContextPack, why: 'too-large' | 'refused'): ContextPack[] {
  if (why === 'too-large' && pack.snippets.length > 0) {
    const around = pack.snippets.filter((snippet) => snippet.reason !== 'changed file');
    const shed = around.length > 0 ? around : pack.snippets;
    return [without(pack, shed, 'left out because the request was too large for the model')];
  }
  const halves = halvesOf(pack.patches);
  return halves === null ? [] : halves.map((patches) => partOf(pack, patches));
}

function without(pack: ContextPack, shed: readonly Snippet[], reason: string): ContextPack {
  const gone = new Set(shed);
  const leftOut = shed.map((snippet) => ({
    path: snippet.path,
    reason,
    why: snippet.reason,
    tokens: snippetTokens(snippet),
  }));
  return {
    ...pack,
    snippets: pack.snippets.filter((snippet) => !gone.has(snippet)),
    leftOut: [...pack.leftOut, ...leftOut],
    tokens: pack.tokens - leftOut.reduce((sum, left) => sum + left.tokens, 0),
  };
}

/** Keeps the snippets that belong to the patches of this half. */
function partOf(pack: ContextPack, patches: readonly PackedPatch[]): ContextPack {
  const paths = new Set(patches.map(({ patch }) => patch.path));
  const belongs = (snippet: Snippet): boolean =>
    snippet.reason === 'changed file'
      ? paths.has(snippet.path)
      : snippet.of.length === 0 || snippet.of.some((path) => paths.has(path));
  const half = without(
    pack,
    pack.snippets.filter((snippet) => !belongs(snippet)),
    'belongs to another part of this pack',
  );
  const dropped = sum(pack.patches.map(patchTokens)) - sum(patches.map(patchTokens));
  return { ...half, leftOut: pack.leftOut, patches, tokens: half.tokens - dropped };
}

function halvesOf(patches: readonly PackedPatch[]): [PackedPatch[], PackedPatch[]] | null {
  if (patches.length > 1) {
    const middle = Math.ceil(patches.length / 2);
    return [patches.slice(0, middle), patches.slice(middle)];
  }
  const [only] = patches;
  if (only === undefined) return null;
  const parts = halvesOfParts(only.parts);
  if (parts === null) return null;
  return [[{ patch: only.patch, parts: parts[0] }], [{ patch: only.patch, parts: parts[1] }]];
}

function halvesOfParts(parts: readonly HunkPart[]): [HunkPart[], HunkPart[]] | null {
  if (parts.length > 1) {
    const middle = Math.ceil(parts.length / 2);
    return [parts.slice(0, middle), parts.slice(middle)];
  }
  const [only] = parts;
  if (only === undefined || only.to - only.from <= 1) return null;
  const middle = only.from + Math.ceil((only.to - only.from) / 2);
  return [[{ ...only, to: middle }], [{ ...only, from: middle }]];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
