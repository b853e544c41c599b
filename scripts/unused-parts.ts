import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * Leaves out of the bundle what two large libraries bring along and a reviewer never calls. Both are cut by
 * name at the import, never inside a file, so that what ships is still the library's own text. The tests that
 * start the bundle would meet a part that is missed.
 */
export const unusedParts: Plugin = {
  name: 'unused-parts',
  setup(build) {
    // The OpenAI client constructs an object for each of its thirty-odd endpoints, so a bundler keeps them all:
    // 0.7 megabytes. We post to one address by hand, so every resource becomes an empty class of the same name.
    build.onLoad({ filter: OPENAI_RESOURCE }, ({ path }) => {
      if (OPENAI_USED.test(path)) return undefined;
      const names = exportedNames(readFileSync(path, 'utf8'));
      return { contents: names.map((name) => `export class ${name} {}`).join('\n'), loader: 'js' };
    });
    // @actions/github and its HTTP client take two things from undici: fetch and the proxy agent.
    build.onLoad({ filter: UNDICI_INDEX }, () => ({ contents: UNDICI_USED, loader: 'js' }));
  },
};

const OPENAI_RESOURCE = /node_modules[/\\]openai[/\\]resources[/\\].+\.mjs$/;
const OPENAI_USED = /[/\\]resources[/\\](?:index|shared)\.mjs$/;

const UNDICI_INDEX = /node_modules[/\\]undici[/\\]index\.js$/;
const UNDICI_USED = `
module.exports.ProxyAgent = require('./lib/dispatcher/proxy-agent');
module.exports.fetch = require('./lib/web/fetch').fetch;
`;

function exportedNames(source: string): string[] {
  const declared = [...source.matchAll(/^export (?:class|const|function) (\w+)/gm)].map(
    (match) => match[1] ?? '',
  );
  const listed = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap((match) =>
    (match[1] ?? '').split(',').map((name) => name.trim().replace(/^\w+ as /, '')),
  );
  return [...new Set([...declared, ...listed])].filter((name) => /^\w+$/.test(name) && name !== 'default');
}
