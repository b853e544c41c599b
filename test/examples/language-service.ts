/**
 * Prints, as JSON, what GitHub's own language service says of each workflow or action file named on the command
 * line. It runs as a program of its own: the service imports JSON in a way only a bundler understands.
 */
import { readFileSync } from 'node:fs';
import { validate } from '@actions/languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { z } from 'zod';

const INPUT = z.object({ description: z.string() });
const ACTION = z.object({ name: z.string(), description: z.string(), inputs: z.record(z.string(), INPUT) });

/** What each owner's action accepts; the inputs of a stranger's one are those the examples may use. */
const ACTIONS = new Map([
  ['kimi-review', ACTION.parse(parse(readFileSync('action.yml', 'utf8')))],
  [
    'actions',
    {
      name: 'checkout',
      description: 'Checks out the repository',
      inputs: { 'fetch-depth': { description: 'commits' }, 'persist-credentials': { description: 'flag' } },
    },
  ],
]);

const answers: { path: string; line: number; message: unknown }[] = [];
for (const path of process.argv.slice(2)) {
  // One address per file: the service remembers its answers by address.
  const document = TextDocument.create(`file:///${path}`, 'yaml', 1, readFileSync(path, 'utf8'));
  const found = await validate(document, {
    actionsMetadataProvider: { fetchActionMetadata: async ({ owner }) => ACTIONS.get(owner) },
  });
  for (const { message, range } of found) answers.push({ path, line: range.start.line + 1, message });
}
console.log(JSON.stringify(answers));
