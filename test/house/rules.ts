import ts from 'typescript';

/** Each rule looks at one node and says what is wrong with it, or null. */
export type Rule = (node: ts.Node) => string | null;

/** Values come typed through a decoder: no `any`, no `!`, no `as` but `as const`. */
export const noUncheckedTypes: Rule = (node) => {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return '`any` switches the checker off; decode with zod';
  if (ts.isNonNullExpression(node)) return '`!` promises what nobody checked; handle the empty case';
  if (ts.isTypeAssertionExpression(node)) return 'a cast promises what nobody checked; decode with zod';
  if (ts.isAsExpression(node) && node.type.getText() !== 'const') {
    return '`as` promises what nobody checked; decode with zod';
  }
  return null;
};

const BANNED_NAMES = new Set([
  'Promise',
  'process',
  'console',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'performance',
]);
const BANNED_CALLS = new Set(['Date.now', 'Math.random', 'crypto.randomUUID']);

/** The core computes: it never waits, reads the world or remembers. */
export const pure: Rule = (node) => {
  if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) return 'the core never waits';
  if (ts.isIdentifier(node) && BANNED_NAMES.has(node.text) && !isPropertyName(node)) {
    return `${node.text} belongs to the edges; pass what it gives as an argument`;
  }
  if (ts.isPropertyAccessExpression(node) && BANNED_CALLS.has(node.getText())) {
    return `${node.getText()} makes equal input give unequal output`;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && node.arguments?.length === 0) {
    return 'new Date() reads the clock; pass the time as an argument';
  }
  if (ts.isVariableStatement(node) && ts.isSourceFile(node.parent) && !isConst(node)) {
    return 'a variable of the module is memory between calls';
  }
  return null;
};

function isConst(statement: ts.VariableStatement): boolean {
  return (statement.declarationList.flags & ts.NodeFlags.Const) !== 0 || isAmbient(statement);
}

function isAmbient(statement: ts.VariableStatement): boolean {
  return statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (
    (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent)) &&
    parent.name === node
  );
}

const BANNED_WORDS = new Map([
  ['chunk', 'hunk'],
  ['chunks', 'hunks'],
  ['position', 'line'],
  ['positions', 'lines'],
  ['issue', 'finding, or problem'],
  ['issues', 'findings, or problems'],
  ['msg', 'message'],
  ['res', 'answer, or what it is'],
  ['cfg', 'settings'],
  ['utils', 'what it does'],
  ['helper', 'what it does'],
  ['helpers', 'what it does'],
  ['misc', 'what it is'],
  ['v2', 'what is new about it'],
]);

/** Names we give, word by word; names of others' data are theirs. */
export const oneWordPerThing: Rule = (node) => {
  const name = declaredName(node);
  if (name === null) return null;
  const word = wordsOf(name).find((part) => BANNED_WORDS.has(part));
  return word === undefined ? null : `the name ${name}: say ${BANNED_WORDS.get(word)} instead of ${word}`;
};

export function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .split(/[\s_.-]+/)
    .map((word) => word.toLowerCase());
}

function declaredName(node: ts.Node): string | null {
  // In `{ chunks: parts }` the first name is theirs and the second ours; `{ chunks }` takes over their word.
  if (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) {
    return ts.isIdentifier(node.name) ? node.name.text : null;
  }
  if (
    ts.isFunctionDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isClassDeclaration(node)
  ) {
    return node.name !== undefined && ts.isIdentifier(node.name) ? node.name.text : null;
  }
  return null;
}
