import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** Files git knows of or would add: what a stranger gets. */
export function trackedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  return listed
    .toString()
    .split('\0')
    .filter((path) => path !== '' && existsSync(path));
}

export type Source = { readonly path: string; readonly tree: ts.SourceFile };

/** TypeScript files below any of the folders, parsed. */
export function sourcesIn(...folders: readonly string[]): Source[] {
  return trackedFiles()
    .filter((path) => path.endsWith('.ts') && folders.some((folder) => path.startsWith(`${folder}/`)))
    .map((path) => parseSource(path, readFileSync(path, 'utf8')));
}

export function parseSource(path: string, text: string): Source {
  return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true) };
}

/** `path:line: what`, for every node of which `judge` has something to say. */
export function remarks(source: Source, judge: (node: ts.Node) => string | null): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const remark = judge(node);
    if (remark !== null) {
      const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
      found.push(`${source.path}:${line + 1}: ${remark}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return found;
}
