import { fileKindOf } from './file-kinds.ts';
import { languageOf } from './languages.ts';
import { isTelling } from './names.ts';
import { type Neighbour, type Surroundings, spread } from './neighbour.ts';
import type { SnippetReason } from './snippet.ts';
import { isTestPath } from './test-files.ts';

/**
 * Settings, pages and files of other languages that speak of what changed by name. Of a name that is gone they
 * are users like any other; of one that only changed, mentions.
 */
export function mentionsAmong({ touched, files, hits }: Surroundings): Neighbour[] {
  return files.flatMap((file) =>
    touched.flatMap((one): Neighbour[] => {
      const kind = fileKindOf(file.path);
      if (kind === 'code' && file.language === languageOf(one.patch.path)) return [];
      if (isTestPath(file.path)) return [];
      const rare = (name: string) =>
        isTelling(name) && file.lines.has(name) && spread(hits, name) <= RARE_FILES_MAX && isWord(name);
      const gone = one.gone.filter(rare);
      const changed = [...one.changed, ...one.types].filter(rare);
      if (gone.length === 0 && (changed.length === 0 || kind === 'code')) return [];
      const reason: SnippetReason =
        gone.length > 0 && kind !== 'prose' ? 'uses a removed name' : 'mentions a changed name';
      const centres = [...gone, ...changed].flatMap((name) => file.lines.get(name) ?? []);
      return [
        { path: file.path, reason, of: [one.patch.path], centres, worth: gone.length > 0 ? GONE : CHANGED },
      ];
    }),
  );
}

const RARE_FILES_MAX = 10;
const GONE = 60;
const CHANGED = 15;

/** More than one word, or long: `order` in a page is no mention of a function. */
function isWord(name: string): boolean {
  return /[a-z\d][A-Z]|[A-Za-z]_[A-Za-z]/.test(name) || name.length >= LONG_CHARACTERS;
}

const LONG_CHARACTERS = 9;
