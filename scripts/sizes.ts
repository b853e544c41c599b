/** Prints how long files and functions are, and the longest of them. A report for the eye; nothing fails. */
import ts from 'typescript';
import { sourcesIn } from './sources.ts';

const FILE_LINES_AIM = 200;
const FUNCTION_LINES_AIM = 50;
const MOST = 0.9;
const HALF = 0.5;

type Size = { readonly name: string; readonly lines: number };

const sources = sourcesIn('src');
const files = sources.map(({ path, tree }) => ({ name: path, lines: tree.getLineStarts().length - 1 }));
const functions = sources.flatMap(({ path, tree }) => functionSizes(path, tree));
report('files', files, FILE_LINES_AIM);
report('functions', functions, FUNCTION_LINES_AIM);

function report(what: string, sizes: readonly Size[], aim: number): void {
  const sorted = sizes.map(({ lines }) => lines).sort((left, right) => left - right);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  console.log(
    `${what}: ${sorted.length}, median ${at(HALF)} lines, nine in ten up to ${at(MOST)}, longest ${at(1)}`,
  );
  for (const { name, lines } of sizes.filter((size) => size.lines > aim)) {
    console.log(`  ${name}: ${lines} lines, the aim is ${aim}`);
  }
}

function functionSizes(path: string, tree: ts.SourceFile): Size[] {
  const found: Size[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const line = (offset: number) => tree.getLineAndCharacterOfPosition(offset).line + 1;
      const first = line(node.getStart(tree));
      const name = node.name === undefined ? 'a function' : node.name.getText(tree);
      found.push({ name: `${path}:${first} ${name}`, lines: line(node.getEnd()) - first + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
