/** Builds dist/: what runs on a runner and at a desk, unminified, so that a stranger can read it. */
import { chmodSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_BYTES_MAX, bundleInto, ROOT } from './bundle.ts';

const BYTES_PER_KB = 1_000;
const FOLDER_MODE = 0o755;
const folder = join(ROOT, 'dist');
// Made beside and moved as a whole, so that nobody who reads dist/ meets half of it.
const fresh = mkdtempSync(join(ROOT, 'node_modules', '.dist-'));
chmodSync(fresh, FOLDER_MODE);
const bundles = await bundleInto(fresh);
rmSync(folder, { recursive: true, force: true });
renameSync(fresh, folder);
for (const { output, bytes } of bundles) {
  console.log(`dist/${output}: ${Math.round(bytes / BYTES_PER_KB)} kB`);
  if (bytes > BUNDLE_BYTES_MAX) {
    console.error(`dist/${output} has ${bytes} bytes; at most ${BUNDLE_BYTES_MAX} are allowed`);
    process.exitCode = 1;
  }
}
