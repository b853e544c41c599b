/**
 * The walls of the house, held by a check that runs in `npm test`.
 * Each rule says why it stands and what to do instead.
 */
const library = (names) => `node_modules/(${names.join('|')})(/|$)`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle of files has no first page. Move the shared type to the file that owns the word.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-imports-core-only',
      comment: 'The core computes: it never waits, reads or remembers. Pass what it needs as an argument.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: {
        pathNot: [
          '^src/core/',
          '^src/errors\\.ts$',
          library(['parse-diff', 'zod', 'picomatch', 'diff', 'yaml']),
          '^(node:)?(path|crypto|path/posix)$',
        ],
      },
    },
    {
      name: 'flow-knows-ports-not-edges',
      comment: 'The story must run against any world. Add to ports.ts what it needs.',
      severity: 'error',
      from: { path: '^src/flow/' },
      to: { pathNot: ['^src/flow/', '^src/core/', '^src/ports\\.ts$', '^src/errors\\.ts$'] },
    },
    {
      name: 'ports-are-types',
      comment: 'A port names what the story asks of the world; it holds no behaviour.',
      severity: 'error',
      from: { path: '^src/ports\\.ts$' },
      to: { pathNot: ['^src/core/', '^src/errors\\.ts$'] },
    },
    {
      name: 'edges-take-types-of-the-core-only',
      comment: 'An edge translates; it does not decide. A function it needs from the core belongs in flow.',
      severity: 'error',
      from: { path: '^src/(github|kimi|workspace|grammar)/' },
      to: { path: '^src/core/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'edges-do-not-know-each-other',
      comment: 'One door per world: join two edges in main.ts or cli.ts.',
      severity: 'error',
      from: { path: '^src/(github|kimi|workspace|grammar)/' },
      to: { path: '^src/(github|kimi|workspace|grammar|flow|cli)/', pathNot: '^src/$1/' },
    },
    {
      name: 'octokit-lives-in-github',
      comment: 'GitHub has one door.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(github/|main\\.ts$|runner/)' },
      to: { path: library(['@octokit', '@actions']) },
    },
    {
      name: 'openai-lives-in-kimi',
      comment: 'The model has one door.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/kimi/' },
      to: { path: library(['openai', 'p-limit', 'ioredis', 'redis-semaphore']) },
    },
    {
      name: 'the-parser-lives-in-grammar',
      comment: 'What a file defines is asked of the port Symbols.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/grammar/' },
      to: { path: library(['web-tree-sitter']) },
    },
    {
      name: 'files-and-processes-live-in-workspace',
      comment: 'Only the workspace touches the disk and starts git.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(workspace/|grammar/|main\\.ts$|cli\\.ts$|runner/|cli/)' },
      to: { path: '^(node:)?(fs|fs/promises|child_process)$' },
    },
    {
      name: 'nothing-imports-an-entry',
      comment: 'main.ts and cli.ts are where the world is built; nobody builds on them.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/(main|cli)\\.ts$' },
    },
    {
      name: 'product-does-not-import-tests',
      comment: 'What ships must not lean on what checks it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
