import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BUNDLE_BYTES_MAX, presentEntries, ROOT } from '../scripts/bundle.ts';
import { unusedParts } from '../scripts/unused-parts.ts';
import type { Figure, Measurement } from './figure.ts';
import { median } from './figure.ts';
import { processMs } from './process-time.ts';

const RUNS = 15;
const RATIO_MAX = 1.5;
const REQUIRE_BANNER =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);';

/** How large the bundles are, and how long they take to start beside what they are made of. */
export async function measureSize(): Promise<Measurement> {
  const sizes = presentEntries().map(
    ({ output }): Figure => ({
      what: `dist/${output}`,
      value: statSync(join(ROOT, 'dist', output)).size,
      unit: 'bytes',
      target: { atMost: BUNDLE_BYTES_MAX },
    }),
  );
  const folder = mkdtempSync(join(tmpdir(), 'bare-dependencies-'));
  try {
    const bare = join(folder, 'bare.mjs');
    writeFileSync(bare, await bareDependencies());
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, '');
    const times: Record<'ours' | 'bare' | 'empty', number[]> = { ours: [], bare: [], empty: [] };
    // In turns, so that whatever else the machine does falls on all alike.
    for (let run = 0; run < RUNS; run += 1) {
      times.ours.push(await processMs(join(ROOT, 'dist/index.js'), {}));
      times.bare.push(await processMs(bare, {}));
      times.empty.push(await processMs(empty, {}));
    }
    const [ours, alone] = [median(times.ours), median(times.bare)];
    return {
      name: 'size',
      about: `bundles, and the cold start of dist/index.js with nothing set, median of ${RUNS} runs`,
      figures: [
        ...sizes,
        { what: 'Node with an empty file', value: median(times.empty), unit: 'ms', target: null },
        { what: 'the bare dependencies', value: alone, unit: 'ms', target: null },
        { what: 'dist/index.js', value: ours, unit: 'ms', target: null },
        {
          what: 'ratio to the bare dependencies',
          value: ours / alone,
          unit: '×',
          target: { atMost: RATIO_MAX },
        },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  charset: 'utf8',
  logLevel: 'error',
  define: { __VERSION__: '"0.0.0"' },
} as const;

/** A bundle that imports exactly the names the product imports from packages, keeps them, and does nothing. */
async function bareDependencies(): Promise<string> {
  const ours = await build({
    ...COMMON,
    entryPoints: ['src/main.ts'],
    outfile: 'ours.js',
    packages: 'external',
  });
  const text = ours.outputFiles[0]?.text ?? '';
  const imports = [...text.matchAll(/^import\s+([\s\S]*?)\s+from\s+"([^"]+)";$/gm)].filter(
    ([, , from = '']) => !from.startsWith('node:'),
  );
  const names = imports.flatMap(([, clause = '']) => namesOf(clause));
  const entry = `${imports.map(([line]) => line).join('\n')}\nglobalThis.kept = [${names.join(', ')}];\n`;
  const bundled = await build({
    ...COMMON,
    stdin: { contents: entry, resolveDir: ROOT, loader: 'js' },
    outfile: 'bare.mjs',
    banner: { js: REQUIRE_BANNER },
    plugins: [unusedParts],
  });
  return bundled.outputFiles[0]?.text ?? '';
}

/** The local names of `a`, `* as a`, `{ a, b as c }` or `a, { b }`. */
function namesOf(clause: string): string[] {
  return clause
    .replaceAll(/[{}]/g, ',')
    .split(',')
    .map(
      (part) =>
        part
          .trim()
          .split(/\s+as\s+/)
          .at(-1)
          ?.trim() ?? '',
    )
    .filter((name) => /^[\w$]+$/.test(name));
}
