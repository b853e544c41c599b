import { type Language, languageOf } from './languages.ts';

/**
 * What a file imports, as written, in order and once each. A scan by expressions, not a parser: it may see
 * an import in a comment, which costs one wanted file. Its work grows linearly with hostile input, since
 * lines are cut and each expression starts at a fixed word and is bounded.
 */
export function importsOf(path: string, text: string): string[] {
  const language = languageOf(path);
  if (language === null) return [];
  const found = new Set<string>();
  for (const line of text.slice(0, TEXT_CHARACTERS_MAX).split('\n')) {
    // Cheaper than the expressions, and most lines of a file import nothing.
    if (line.length > LINE_CHARACTERS_MAX || !MAY_IMPORT[language].test(line)) continue;
    for (const specifier of SCANNERS[language](line)) found.add(specifier);
  }
  for (const specifier of groupsOf(language, text.slice(0, TEXT_CHARACTERS_MAX))) found.add(specifier);
  return [...found].slice(0, IMPORTS_MAX);
}

/** Beyond this a file is data, and a line is minified code. */
const TEXT_CHARACTERS_MAX = 1_000_000;
const LINE_CHARACTERS_MAX = 1_000;
const IMPORTS_MAX = 500;

const MAY_IMPORT: Readonly<Record<Language, RegExp>> = {
  script: /\b(?:from|import|require)\b/,
  python: /\bimport\b/,
  go: /"/,
  java: /\bimport\b/,
  kotlin: /\bimport\b/,
  rust: /\b(?:use|mod)\b/,
  c: /#/,
  csharp: /\busing\b/,
  ruby: /\b(?:require|require_relative|load|autoload)\b/,
  php: /\b(?:use|require|require_once|include|include_once)\b/,
  swift: /\bimport\b/,
};

type Scanner = (line: string) => string[];

const SCANNERS: Readonly<Record<Language, Scanner>> = {
  script: each(/\b(?:from|import|require)\b\s{0,20}\(?\s{0,20}['"`]([^'"`\s]{1,300})['"`]/g),
  python: pythonImports,
  go: each(/^\s{0,40}(?:import\s{1,20})?(?:[\w.]{1,100}\s{1,20})?"([^"\s]{1,300})"\s{0,20}(?:\/\/|$)/g),
  java: each(/^\s{0,40}import\s{1,20}(?:static\s{1,20})?([\w.]{1,300}(?:\.\*)?)\s{0,20};/g),
  kotlin: each(/^\s{0,40}import\s{1,20}([\w.]{1,300}(?:\.\*)?)/g),
  rust: rustImports,
  c: cIncludes,
  csharp: each(
    /^\s{0,40}(?:global\s{1,20})?using\s{1,20}(?:static\s{1,20})?(?:\w{1,100}\s{0,20}=\s{0,20})?([\w.]{1,300})\s{0,20};/g,
  ),
  ruby: rubyRequires,
  php: phpImports,
  swift: each(
    /^\s{0,40}(?:@\w{1,40}\s{1,20})?import\s{1,20}(?:(?:struct|class|enum|protocol|func|typealias)\s{1,20})?(\w{1,100})/g,
  ),
};

function each(pattern: RegExp): Scanner {
  return (line) => [...line.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** `from a.b import c, d` gives `a.b`, `a.b.c` and `a.b.d`: a name may be a module. */
function pythonImports(line: string): string[] {
  const plain = /^\s{0,80}import\s{1,20}([\w., \t]{1,500})/.exec(line);
  if (plain !== null) return namesOf(plain[1] ?? '');
  const from = /^\s{0,80}from\s{1,20}(\.{0,20}[\w.]{0,300})\s{1,20}import\s{1,20}([\w, \t]{0,500})/.exec(
    line,
  );
  return from === null ? [] : withMembers(from[1] ?? '', from[2] ?? '', '.');
}

function rustImports(line: string): string[] {
  const mod = /^\s{0,80}(?:pub(?:\([\w:]{1,40}\))?\s{1,20})?mod\s{1,20}(\w{1,100})\s{0,20};/.exec(line);
  if (mod !== null) return [`mod ${mod[1]}`];
  const use = /^\s{0,80}(?:pub(?:\([\w:]{1,40}\))?\s{1,20})?use\s{1,20}([\w:]{1,300})/.exec(line);
  if (use === null) return [];
  const prefix = (use[1] ?? '').replace(/::$/, '');
  const group = /::\{([^{}]{1,500})\}/.exec(line);
  return withMembers(prefix, group?.[1] ?? '', '::');
}

/** Angle brackets stay in the specifier: they say that the file's own folder is not searched. */
function cIncludes(line: string): string[] {
  const match = /^\s{0,40}#\s{0,20}(?:include|import)\s{0,20}(?:"([^"]{1,300})"|(<[^>]{1,300}>))/.exec(line);
  return match === null ? [] : [match[1] ?? match[2] ?? ''];
}

function rubyRequires(line: string): string[] {
  const match = /^\s{0,80}(require_relative|require|load)\b\s{0,20}\(?\s{0,20}['"]([^'"]{1,300})['"]/.exec(
    line,
  );
  if (match !== null) return [match[1] === 'require_relative' ? `./${match[2]}` : (match[2] ?? '')];
  const lazy = /^\s{0,80}autoload\b\s{0,20}\(?\s{0,20}:\w{1,100},\s{0,20}['"]([^'"]{1,300})['"]/.exec(line);
  return lazy === null ? [] : [lazy[1] ?? ''];
}

function phpImports(line: string): string[] {
  const use = /^\s{0,40}use\s{1,20}(?:function\s{1,20}|const\s{1,20})?\\?([\w\\]{1,300})/.exec(line);
  if (use !== null) {
    const prefix = (use[1] ?? '').replace(/\\$/, '');
    return withMembers(prefix, /\{([^{}]{1,500})\}/.exec(line)?.[1] ?? '', '\\');
  }
  const file =
    /\b(?:require|include)(?:_once)?\b\s{0,20}\(?\s{0,20}(__DIR__\s{0,20}\.\s{0,20})?['"]([^'"]{1,300})['"]/.exec(
      line,
    );
  return file === null ? [] : [`./${(file[2] ?? '').replace(/^\.?\//, '')}`];
}

/** Imports that go over several lines: the names inside Python's brackets. */
function groupsOf(language: Language, text: string): string[] {
  if (language !== 'python') return [];
  const pattern =
    /^[ \t]{0,80}from[ \t]{1,20}(\.{0,20}[\w.]{0,300})[ \t]{1,20}import[ \t]{0,20}\(([^()]{1,2000})\)/gm;
  return [...text.matchAll(pattern)].flatMap((match) => withMembers(match[1] ?? '', match[2] ?? '', '.'));
}

function withMembers(prefix: string, members: string, separator: string): string[] {
  const joint = prefix.endsWith(separator) ? '' : separator;
  return [prefix, ...namesOf(members).map((name) => `${prefix}${joint}${name}`)];
}

/** `a, b as c` gives `a` and `b`. */
function namesOf(list: string): string[] {
  return list
    .split(',')
    .map((part) => /[\w.:\\]+/.exec(part)?.[0] ?? '')
    .filter((name) => name !== '');
}
