import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { brotliDecompressSync } from 'node:zlib';
import type { Node, Parser, QueryMatch, Tree } from 'web-tree-sitter';
import type { Definition, Outline } from '../core/context/outline.ts';
import type { SourceText, Symbols } from '../ports.ts';
import { type Grammar, grammarFor } from './queries.ts';
import { countSyntaxErrors } from './syntax-errors.ts';

/** What ships: the parser itself and one file for each grammar, squeezed to a fifteenth. */
export const PARSER_FILE = 'tree-sitter.wasm.br';
export function grammarFile(name: string): string {
  return `${name}.wasm.br`;
}

/**
 * Reads files by the tree-sitter grammars in `folder`, each loaded when the first file of its language is
 * asked for. A file that cannot be parsed, or whose language has no grammar, has no outline and no count of
 * errors: symbols make a review better and never stop one.
 */
export function openSymbols(folder: URL = shippedFolder()): Symbols {
  const readers = new Map<string, Promise<Reader | null>>();
  let parser: Promise<Library | null> | null = null;
  const reader = (grammar: Grammar): Promise<Reader | null> => {
    parser ??= startParser(folder);
    const known =
      readers.get(grammar.name) ??
      parser.then((library) => (library === null ? null : openReader(library, folder, grammar)));
    readers.set(grammar.name, known);
    return known;
  };
  const readerOf = async ({ path, text }: SourceText): Promise<Reader | null> => {
    const grammar = text.length <= TEXT_CHARACTERS_MAX ? grammarFor(path) : null;
    return grammar === null ? null : await reader(grammar);
  };
  return {
    outline: async (files) => {
      const outlines = new Map<string, Outline>();
      for (const [path, text] of files) {
        const outline = (await readerOf({ path, text }))?.outline(text) ?? null;
        if (outline !== null) outlines.set(path, outline);
      }
      return outlines;
    },
    syntaxErrors: async (sources) => {
      const counts: (number | null)[] = [];
      for (const source of sources) counts.push((await readerOf(source))?.syntaxErrors(source.text) ?? null);
      return counts;
    },
  };
}

/** Beside the bundle; for code that runs from its sources, where the last build put them. */
function shippedFolder(): URL {
  const beside = new URL('./grammars/', import.meta.url);
  return existsSync(beside) ? beside : new URL('../../dist/grammars/', import.meta.url);
}

/** Larger files are data or made by machines. */
const TEXT_CHARACTERS_MAX = 400_000;
/** The parser reports progress every hundred steps or so; text that needs more than this is no code. */
const PROGRESS_REPORTS_MAX = 200_000;
const DEFINITIONS_MAX = 4_000;
const BODY_OPENERS = '{(';

type Reader = { outline(text: string): Outline | null; syntaxErrors(text: string): number | null };

/** Loaded when the first file is outlined: most of what `--help` or `doctor` does needs no parser. */
type Library = typeof import('web-tree-sitter');

async function startParser(folder: URL): Promise<Library | null> {
  try {
    const library = await import('web-tree-sitter');
    await library.Parser.init({ wasmBinary: await unpacked(folder, PARSER_FILE) });
    return library;
  } catch {
    return null;
  }
}

async function openReader(library: Library, folder: URL, grammar: Grammar): Promise<Reader | null> {
  try {
    const language = await library.Language.load(await unpacked(folder, grammarFile(grammar.name)));
    const parser = new library.Parser().setLanguage(language);
    const query = new library.Query(language, grammar.query);
    return {
      outline: (text) => parsed(text, parser, ({ rootNode }) => outlineFrom(query.matches(rootNode), text)),
      syntaxErrors: (text) => parsed(text, parser, countSyntaxErrors),
    };
  } catch {
    return null;
  }
}

async function unpacked(folder: URL, name: string): Promise<Uint8Array> {
  return brotliDecompressSync(await readFile(new URL(name, folder)));
}

/** What `read` makes of the tree; null when the text needs more steps than code does. */
function parsed<Value>(text: string, parser: Parser, read: (tree: Tree) => Value): Value | null {
  let reports = 0;
  const progressCallback = () => {
    reports += 1;
    return reports > PROGRESS_REPORTS_MAX;
  };
  try {
    const tree = parser.parse(text, null, { progressCallback });
    if (tree === null) {
      parser.reset();
      return null;
    }
    const value = read(tree);
    tree.delete();
    return value;
  } catch {
    return null;
  }
}

type Found = Omit<Definition, 'bases'> & { readonly bases: string[]; readonly extent: Node };

function outlineFrom(matches: readonly QueryMatch[], text: string): Outline {
  const lines = text.split('\n');
  const found = new Map<number, Found>();
  const bases: Node[] = [];
  const comments = new Set<number>();
  for (const { captures } of matches) {
    const parts = new Map(captures.map(({ name, node }) => [name, node]));
    const base = parts.get('base');
    const comment = parts.get('comment');
    if (base !== undefined) bases.push(base);
    if (comment !== undefined) addCommentLines(comments, comment, lines);
    const named = parts.get('name');
    const definition = definitionOf(parts, text);
    if (named === undefined || definition === null || found.size >= DEFINITIONS_MAX) continue;
    // `const f = () => 1` is a value and a function: the function says more.
    if (found.get(named.startIndex)?.kind !== 'function') found.set(named.startIndex, definition);
  }
  const definitions = [...found.values()].sort(
    (a, b) => a.extent.startIndex - b.extent.startIndex || b.extent.endIndex - a.extent.endIndex,
  );
  for (const base of bases) holderOf(base, definitions)?.bases.push(lastName(base.text));
  return { definitions: definitions.map(({ extent: _, ...definition }) => definition), comments };
}

/** The innermost type around a node. */
function holderOf(node: Node, definitions: readonly Found[]): Found | undefined {
  return definitions.findLast(
    ({ kind, extent }) =>
      kind === 'type' && extent.startIndex <= node.startIndex && node.endIndex <= extent.endIndex,
  );
}

function definitionOf(parts: ReadonlyMap<string, Node>, text: string): Found | null {
  const name = parts.get('name');
  if (name === undefined) return null;
  for (const kind of ['function', 'type', 'value'] as const) {
    const extent = parts.get(kind);
    if (extent === undefined) continue;
    const startLine = extent.startPosition.row + 1;
    // A node that ends at the first column of a line does not hold that line.
    const line = Math.max(startLine, extent.endPosition.row + (extent.endPosition.column > 0 ? 1 : 0));
    const signatureLine = Math.min(line, signatureEnd(startLine, parts.get('body'), text));
    return {
      name: lastName(text.slice(name.startIndex, name.endIndex)),
      kind,
      startLine,
      line,
      signatureLine,
      bases: [],
      extent,
    };
  }
  return null;
}

function signatureEnd(startLine: number, body: Node | undefined, text: string): number {
  if (body === undefined) return startLine;
  const row = body.startPosition.row + 1;
  return Math.max(startLine, BODY_OPENERS.includes(text.charAt(body.startIndex)) ? row : row - 1);
}

function addCommentLines(comments: Set<number>, node: Node, lines: readonly string[]): void {
  const { startPosition: from, endPosition: to } = node;
  for (let row = from.row; row <= to.row; row += 1) {
    const line = lines[row] ?? '';
    const before = row === from.row ? line.slice(0, from.column) : '';
    const after = row === to.row ? line.slice(to.column) : '';
    if (`${before}${after}`.trim() === '') comments.add(row + 1);
  }
}

/** `C` of `B.C<T>`, `a::b::C` and `\A\C`. */
function lastName(text: string): string {
  const plain = text.replace(/[<([][\s\S]*$/, '').replaceAll(/['"`]/g, '');
  return /[\w$]+(?=[^\w$]*$)/.exec(plain)?.[0] ?? plain;
}
