import { importsOf } from './imports.ts';
import type { Language } from './languages.ts';
import { folderOf, languageOf } from './languages.ts';
import type { Outline } from './outline.ts';
import type { RepositoryPaths } from './repository-paths.ts';
import { resolveImport } from './resolve-import.ts';

/** A neighbour that was read, with what is asked of it worked out once. */
export type ReadFile = {
  readonly path: string;
  readonly text: string;
  readonly outline: Outline;
  readonly language: Language | null;
  /** Files its imports mean. */
  readonly imports: ReadonlySet<string>;
  /** Lines by word, of the words somebody asked for; lines of comment left out. */
  readonly lines: ReadonlyMap<string, readonly number[]>;
};

export function readFile(
  file: { readonly path: string; readonly text: string; readonly outline: Outline },
  words: ReadonlySet<string>,
  paths: RepositoryPaths,
): ReadFile {
  const { path, text, outline } = file;
  const lines = new Map<string, number[]>();
  for (const [index, line] of text.split('\n').entries()) {
    if (outline.comments.has(index + 1) || line.length > LINE_CHARACTERS_MAX) continue;
    for (const word of new Set(line.match(/[\w$]+/g) ?? [])) {
      if (!words.has(word)) continue;
      const found = lines.get(word);
      if (found === undefined) lines.set(word, [index + 1]);
      else found.push(index + 1);
    }
  }
  const imports = importsOf(path, text).flatMap((specifier) => resolveImport(path, specifier, paths));
  return { ...file, language: languageOf(path), imports: new Set(imports), lines };
}

/** Files of one package see each other without an import. */
export function inOnePackage(left: string, right: string): boolean {
  const language = languageOf(left);
  return (
    language !== null &&
    FOLDER_IS_PACKAGE.has(language) &&
    language === languageOf(right) &&
    folderOf(left) === folderOf(right)
  );
}

const LINE_CHARACTERS_MAX = 2_000;
const FOLDER_IS_PACKAGE: ReadonlySet<Language> = new Set(['go', 'java', 'kotlin', 'csharp', 'swift', 'php']);
