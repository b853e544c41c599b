import type { FilePatch } from '../diff/diff.ts';

/**
 * Names a patch declares anew, takes away, or works inside of, those that are gone first: their users break.
 * Names too short or too common to be searched for are left out.
 */
export function changedNames(patch: FilePatch): string[] {
  const removed = new Set<string>();
  const added = new Set<string>();
  const around = new Set<string>();
  for (const hunk of patch.hunks) {
    for (const name of declaredNames(hunk.section)) around.add(name);
    for (const line of hunk.lines) {
      const names = declaredNames(line.text);
      const set = line.kind === 'removed' ? removed : line.kind === 'added' ? added : around;
      for (const name of names) set.add(name);
    }
  }
  const gone = [...removed].filter((name) => !added.has(name));
  const rewritten = [...removed].filter((name) => added.has(name));
  const ordered = [...new Set([...gone, ...rewritten, ...around, ...added])];
  return ordered.filter(isTelling).slice(0, NAMES_PER_FILE_MAX);
}

/** Names a line declares, in most languages; a few false ones cost nothing. */
export function declaredNames(line: string): string[] {
  if (line.length > LINE_CHARACTERS_MAX) return [];
  const names = DECLARATIONS.flatMap((pattern) => [...line.matchAll(pattern)].map((match) => match[1] ?? ''));
  return names.filter((name) => name !== '' && !KEYWORDS.has(name));
}

/** All words of a text, for asking whether it mentions a name. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/[\w$]+/g) ?? []);
}

/** Names a piece of code uses, in order, once each: no words of the language, none of comments or strings. */
export function usedNames(text: string): string[] {
  const found = new Set<string>();
  for (const line of text.split('\n')) {
    if (line.length > LINE_CHARACTERS_MAX || COMMENT_LINE.test(line)) continue;
    const code = line.replaceAll(/(["'`])(?:(?!\1)[^\\]|\\.)*\1/g, ' ').replace(/\s(?:\/\/|#\s).*$/, '');
    for (const name of code.match(/(?<![\w$])[A-Za-z_$][\w$]{2,80}/g) ?? []) {
      if (isTelling(name) && !KEYWORDS.has(name)) found.add(name);
    }
  }
  return [...found].slice(0, USED_NAMES_MAX);
}

/** A name that is worth a search: long enough, and not one that every file has. */
export function isTelling(name: string): boolean {
  return name.length >= NAME_CHARACTERS_MIN && !COMMON.has(name);
}

const COMMENT_LINE = /^\s*(?:\/\/|\/?\*|#\s|--\s)/;
const USED_NAMES_MAX = 60;
const NAMES_PER_FILE_MAX = 12;
const LINE_CHARACTERS_MAX = 1_000;
const NAME_CHARACTERS_MIN = 4;

const DECLARATIONS: readonly RegExp[] = [
  // `function f`, `class C`, `def f`, `fn f`, `const c`, and Go's `func (r *R) f`.
  /\b(?:function|class|interface|type|enum|const|let|var|def|func|fn|fun|val|struct|trait|union|record|object|protocol|module|mod|extension|namespace|define)\b\s{0,10}(?:val\s{1,5}|class\s{1,5})?\*?\s{0,5}(?:\([^()]{0,100}\)\s{0,5})?([A-Za-z_$][\w$]{0,80})/g,
  // Kotlin's `fun <T> Receiver.f(`.
  /\bfun\s{1,5}(?:<[^<>]{1,80}>\s{1,5})?[A-Z][\w.]{0,80}(?:<[^<>]{0,80}>)?\??\.([A-Za-z_]\w{0,80})\s{0,5}\(/g,
  // C's `typedef uint16_t tick_t;`.
  /\btypedef\b[^;{}]{1,160}\b([A-Za-z_]\w{0,80})\s{0,5}(?:\[[^\]]{0,40}\])?;/g,
  // `public static Type name(` and its kin.
  /\b(?:public|private|protected|internal|static|virtual|override|async|final|abstract)\b[^=;(){}]{1,120}?\b([A-Za-z_$][\w$]{0,80})\s{0,5}\(/g,
  // A method in a class body, or a C function: a name, brackets, and the line ends or opens a block.
  /^\s{0,40}(?:[\w:<>,*&[\]]{1,60}\s{1,5}){0,3}\*?([A-Za-z_$][\w$]{0,80})\s{0,5}\([^();]{0,200}\)[^;=]{0,60}\{\s{0,20}$/g,
];

const KEYWORDS: ReadonlySet<string> = new Set(
  'val var mutable data inline companion func fn def function class if else for while switch catch return function new await typeof with until unless elif match when do super this self void async static final import from export default public private protected const let var true false null undefined none None True False nil interface struct enum type extends implements override string number boolean int long double float char bool readonly throw throws raise except finally try catch pass yield case break continue include require using namespace package module where select lambda assert Some None Result Option Vec String Integer List Array Error Exception require_relative attr_reader impl mut pub use crate unsigned signed sizeof typedef static_cast nullptr char16 size_t uint32_t uint8_t int64 int32 float64 float32 unit Unit object Object Promise suspend data fmt errors console log self end begin rescue ensure unless isset array function echo foreach elseif guard defer inout internal sealed partial abstract virtual'.split(
    ' ',
  ),
);

/** Names every file has: a search for them finds the repository. */
const COMMON: ReadonlySet<string> = new Set(
  'constructor toString equals hashCode main init setup teardown test name value values data item items index result results options config self args kwargs error errors handler default props state type types text path file line lines list count size length print main_ execute process handle update create delete'.split(
    ' ',
  ),
);
