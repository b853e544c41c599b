import { fileKindOf } from './file-kinds.ts';
import { folderOf, languageOf, nameOf, stemOf } from './languages.ts';

/** Stems that stand for their folder: an import names the folder instead. */
const FOLDER_STEMS: ReadonlySet<string> = new Set(['index', '__init__', 'mod', 'lib', 'main']);

/**
 * Strings that a file importing `path` must contain, one of them at least: what is searched for when the
 * repository can be searched. Empty when imports of the language do not name files.
 */
export function importerWords(path: string): string[] {
  const language = languageOf(path);
  const stem = stemOf(path);
  const folder = nameOf(folderOf(path));
  const name = FOLDER_STEMS.has(stem) && folder !== '' ? folder : stem;
  switch (language) {
    case 'script':
      return [`/${name}'`, `/${name}"`, `/${name}.`];
    case 'python':
      return [`.${name} import`, ` import ${name}`, `.${name}`, `from ${name} import`];
    case 'go':
      return folder === '' ? [] : [`/${folder}"`];
    case 'java':
    case 'kotlin':
      return [`.${stem}`, `${stem}.`, `${stem}(`, `${stem}<`];
    case 'rust':
      return [`${name}::`, `mod ${name};`];
    case 'c':
      return [`${nameOf(path)}"`, `${nameOf(path)}>`];
    case 'ruby':
      return [`/${stem}'`, `/${stem}"`, `'${stem}'`, `"${stem}"`];
    case 'php':
      return [`\\${stem}`, `/${nameOf(path)}`];
    case 'csharp':
    case 'swift':
      return [];
    // A list, a template, a fixture: whoever reads it says its whole name.
    case null:
      return fileKindOf(path) === 'prose' ? [] : [`${nameOf(path)}"`, `${nameOf(path)}'`];
  }
}
