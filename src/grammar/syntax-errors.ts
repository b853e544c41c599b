import type { Tree } from 'web-tree-sitter';

/**
 * How many places of a text do not fit the grammar: runs the parser had to skip, and words it had to add.
 * Grammars lag behind their languages, so a count says little alone and much beside another of the same file.
 */
export function countSyntaxErrors(tree: Tree): number {
  if (!tree.rootNode.hasError) return 0;
  const cursor = tree.walk();
  let count = 0;
  for (let visited = 1; visited <= NODES_MAX; visited += 1) {
    const { currentNode: node } = cursor;
    if (node.isError || node.isMissing) count += 1;
    // Only where something is wrong below is there anything to count.
    if (node.hasError && cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) {
      if (cursor.gotoParent()) continue;
      cursor.delete();
      return count;
    }
  }
  cursor.delete();
  return count;
}

/** A broken file of the largest size has fewer nodes on the ways to its errors. */
const NODES_MAX = 500_000;
