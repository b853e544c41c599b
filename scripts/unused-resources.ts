import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * The OpenAI client builds an object for each of its thirty-odd endpoints when it is constructed, so a bundler
 * keeps them all: half a megabyte that a reviewer never calls. We use chat completions only. Every other
 * resource becomes an empty class of the same name; calling one is a plain TypeError, and the tests that start
 * the bundle would meet it.
 */
export const unusedResources: Plugin = {
  name: 'unused-resources',
  setup(build) {
    build.onLoad({ filter: RESOURCE }, ({ path }) => {
      if (USED.test(path)) return undefined;
      const names = exportedNames(readFileSync(path, 'utf8'));
      return { contents: names.map((name) => `export class ${name} {}`).join('\n'), loader: 'js' };
    });
  },
};

const RESOURCE = /node_modules[/\\]openai[/\\]resources[/\\].+\.mjs$/;
const USED = /[/\\]resources[/\\](?:index|shared|chat[/\\].+)\.mjs$/;

function exportedNames(source: string): string[] {
  const declared = [...source.matchAll(/^export (?:class|const|function) (\w+)/gm)].map((match) => match[1] ?? '');
  const listed = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap((match) =>
    (match[1] ?? '').split(',').map((name) => name.trim().replace(/^\w+ as /, '')),
  );
  return [...new Set([...declared, ...listed])].filter((name) => /^\w+$/.test(name) && name !== 'default');
}
