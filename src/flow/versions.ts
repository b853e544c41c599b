import { oldTextOf } from '../core/context/old-text.ts';
import type { Outline } from '../core/context/outline.ts';
import { roughOutline } from '../core/context/rough-outline.ts';
import type { Version } from '../core/context/version.ts';
import type { Change } from '../core/context/want.ts';
import type { Library } from './gather-texts.ts';

export type Versions = ReadonlyMap<string, { readonly head: Version; readonly old: Version }>;

/** Changed files before and after, outlined. Old texts come out of the hunks; only those of removed files were read. */
export async function bothVersions(
  world: Library,
  change: Change,
  removed: ReadonlyMap<string, string>,
): Promise<Versions> {
  const before = new Map(removed);
  for (const patch of change.patches) {
    const head = change.texts.get(patch.path);
    const old = head === undefined ? null : oldTextOf(patch, head);
    if (old !== null) before.set(patch.path, old);
  }
  const [head, old] = await Promise.all([outlined(world, change.texts), outlined(world, before)]);
  return new Map(
    change.patches.map(({ path }) => [path, { head: head.get(path) ?? null, old: old.get(path) ?? null }]),
  );
}

/** Texts with their outlines, by grammar where there is one. */
export async function outlined(
  world: Pick<Library, 'symbols'>,
  texts: ReadonlyMap<string, string>,
): Promise<Map<string, { readonly text: string; readonly outline: Outline }>> {
  const outlines = (await world.symbols?.outline(texts)) ?? new Map<string, Outline>();
  return new Map(
    [...texts].map(([path, text]) => [path, { text, outline: outlines.get(path) ?? roughOutline(text) }]),
  );
}
