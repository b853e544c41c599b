import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Plugin } from 'esbuild';
import { GRAMMAR_NAMES } from '../src/grammar/queries.ts';
import { grammarFile, PARSER_FILE } from '../src/grammar/symbols.ts';

const PARSER = 'node_modules/web-tree-sitter/web-tree-sitter.wasm';
const LIBRARY = { from: 'node_modules/web-tree-sitter/web-tree-sitter.js', to: 'web-tree-sitter.js' };
const GRAMMARS = 'node_modules/@repomix/tree-sitter-wasms/out';
/** The collection has none for Kotlin. */
const KOTLIN = 'node_modules/@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm';

/** The best a build of a second can do; one step further costs a minute for a tenth of the size. */
const QUALITY = 9;

/**
 * Puts the parser and the grammars beside the bundles: 26 MB of WebAssembly in 1.6 MB. Brotli gives the same
 * bytes on every machine, and node unpacks the largest in 20 ms. Returns the files they were made from.
 */
export function grammarsInto(folder: string, root: string): string[] {
  const target = join(folder, 'grammars');
  mkdirSync(target, { recursive: true });
  const sources = [
    { from: PARSER, to: PARSER_FILE },
    ...GRAMMAR_NAMES.map((name) => ({
      from: name === 'kotlin' ? KOTLIN : `${GRAMMARS}/tree-sitter-${name}.wasm`,
      to: grammarFile(name),
    })),
  ];
  for (const { from, to } of sources) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY };
    writeFileSync(join(target, to), brotliCompressSync(readFileSync(join(root, from)), { params }));
  }
  copyFileSync(join(root, LIBRARY.from), join(target, LIBRARY.to));
  return [LIBRARY.from, ...sources.map(({ from }) => from)];
}

/** The parser's own script stays beside its grammars, and is loaded with the first of them. */
export const parserBesideGrammars: Plugin = {
  name: 'parser-beside-grammars',
  setup(build) {
    build.onResolve({ filter: /^web-tree-sitter$/ }, () => ({
      path: `./grammars/${LIBRARY.to}`,
      external: true,
    }));
  },
};
