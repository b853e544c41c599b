/** Builds dist/: what runs on a runner and at a desk, unminified, so that a stranger can read it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_BYTES_MAX, bundleInto, ROOT } from './bundle.ts';

const BYTES_PER_KB = 1_000;
const folder = join(ROOT, 'dist');
rmSync(folder, { recursive: true, force: true });
for (const { output, bytes } of await bundleInto(folder)) {
  console.log(`dist/${output}: ${Math.round(bytes / BYTES_PER_KB)} kB`);
  if (bytes > BUNDLE_BYTES_MAX) {
    console.error(`dist/${output} has ${bytes} bytes; at most ${BUNDLE_BYTES_MAX} are allowed`);
    process.exitCode = 1;
  }
}
