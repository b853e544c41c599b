import type { Snippet } from './snippet.ts';
import { declarationLines, mentionLines, type SnippetHead, snippetsOf } from './spans.ts';
import type { Wanted } from './want.ts';

/**
 * Snippets of the wanted files that could be read, in order of worth, each path once. Of an imported file the
 * definitions that the change uses matter, of the others the places that mention a changed name. An imported
 * file that defines nothing the change uses comes last, and only when it is short.
 */
export function snippetsFor(wanted: readonly Wanted[], texts: ReadonlyMap<string, string>): Snippet[] {
  const taken = new Set<string>();
  const useful: Snippet[] = [];
  const rest: Snippet[] = [];
  for (const file of wanted) {
    const text = texts.get(file.path);
    if (text === undefined || taken.has(file.path)) continue;
    taken.add(file.path);
    const defines = file.reason === 'imported by a changed file';
    const centres = (defines ? declarationLines : mentionLines)(text, file.names);
    const head: SnippetHead = { path: file.path, revision: 'head', reason: file.reason, of: file.of };
    (centres.length > 0 ? useful : rest).push(...snippetsOf(head, text, centres));
  }
  return [...useful, ...rest];
}
