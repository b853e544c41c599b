import type { ContextPack } from '../budget/context-pack.ts';

/** A changed line of a pack that is not prose. */
export type ChangedText = {
  readonly path: string;
  readonly kind: 'added' | 'removed';
  readonly text: string;
};

/** Long lines are data; what a change is about is told by their first characters. */
const TEXT_CHARACTERS_MAX = 1_000;

const PROSE_ENDINGS = /\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt)$/i;
const PROSE_NAMES = /(?:^|\/)(?:LICENSE|NOTICE|AUTHORS|CODEOWNERS|CHANGELOG|README)[^/]{0,40}$/;
/** Text files by their ending, and yet what runs: the dependencies of a program. */
const CODE_NAMES = /(?:^|\/)(?:requirements[^/]{0,40}|CMakeLists)\.txt$/;

export function isProse(path: string): boolean {
  return (PROSE_ENDINGS.test(path) || PROSE_NAMES.test(path)) && !CODE_NAMES.test(path);
}

export function changedTexts(pack: Pick<ContextPack, 'patches'>): ChangedText[] {
  return pack.patches.flatMap(({ patch, parts }) =>
    isProse(patch.path)
      ? []
      : parts.flatMap(({ hunk, from, to }) =>
          hunk.lines.slice(from, to).flatMap(({ kind, text }) => {
            if (kind === 'context') return [];
            return [{ path: patch.path, kind, text: text.slice(0, TEXT_CHARACTERS_MAX) }];
          }),
        ),
  );
}
