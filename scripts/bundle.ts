import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions, Metafile } from 'esbuild';
import { build } from 'esbuild';
import { z } from 'zod';
import { grammarsInto, parserBesideGrammars } from './grammars.ts';
import { collectLicenses } from './licenses.ts';
import { unusedParts } from './unused-parts.ts';

export const ROOT = join(import.meta.dirname, '..');

/** What ships: each entry becomes one file that needs nothing beside itself. */
const ENTRIES = [
  { source: 'src/main.ts', output: 'index.js', command: false },
  { source: 'src/cli.ts', output: 'cli.js', command: true },
] as const;

/** Bytes of one bundle; above this a runner's start becomes slow and a reader gives up. */
export const BUNDLE_BYTES_MAX = 3_000_000;

const EXECUTABLE_MODE = 0o755;

// Bundled CommonJS asks for node's own modules through `require`, which an ES module does not have.
const REQUIRE_BANNER =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);';

/** Entries whose source exists. */
export function presentEntries(): readonly (typeof ENTRIES)[number][] {
  return ENTRIES.filter(({ source }) => existsSync(join(ROOT, source)));
}

export type Bundle = { readonly output: string; readonly bytes: number };

/** Builds everything into `folder`. Equal sources give equal bytes, wherever the folder is. */
export async function bundleInto(folder: string): Promise<Bundle[]> {
  mkdirSync(folder, { recursive: true });
  const bundles: Bundle[] = [];
  const inputs = new Set<string>();
  for (const entry of presentEntries()) {
    const { text, metafile } = await bundle(entry);
    for (const input of usedInputs(metafile)) inputs.add(input);
    writeFileSync(join(folder, entry.output), text);
    if (entry.command) chmodSync(join(folder, entry.output), EXECUTABLE_MODE);
    bundles.push({ output: entry.output, bytes: text.byteLength });
  }
  for (const input of grammarsInto(folder, ROOT)) inputs.add(input);
  writeFileSync(join(folder, 'licenses.txt'), collectLicenses(ROOT, inputs));
  // So that node reads the bundles as ES modules from any folder, not only below our own package.json.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  return bundles;
}

async function bundle(entry: (typeof ENTRIES)[number]) {
  const shebang = entry.command ? '#!/usr/bin/env node\n' : '';
  const options = {
    absWorkingDir: ROOT,
    entryPoints: [entry.source],
    bundle: true,
    write: false,
    outfile: 'bundle.js',
    metafile: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    charset: 'utf8',
    legalComments: 'eof',
    define: { __VERSION__: JSON.stringify(version()) },
    banner: { js: shebang + REQUIRE_BANNER },
    plugins: [unusedParts, parserBesideGrammars],
    logLevel: 'warning',
  } as const satisfies BuildOptions;
  const { outputFiles, metafile } = await build(options);
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`esbuild gave no output for ${entry.source}`);
  return { text: file.contents, metafile };
}

/** Files of which at least a byte is in the bundle. */
function usedInputs(metafile: Metafile): string[] {
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path),
  );
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
