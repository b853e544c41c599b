/** The numbers the product is held to, measured: `npm run bench` for all, `npm run bench -- NAME` for one. */
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCache } from './cache/cache.ts';
import { isMissed, type Measurement, tableOf } from './figure.ts';
import { measurePack } from './pack/pack.ts';
import { measureRequests } from './requests.ts';
import { measureSize } from './size.ts';
import { measureStart } from './start.ts';

const MEASURES: Readonly<Record<string, () => Promise<Measurement>>> = {
  size: measureSize,
  start: measureStart,
  requests: measureRequests,
  pack: measurePack,
  cache: measureCache,
};
/** Prints its own tables: it measures time in a world of its own. */
const PACE = 'pace';

const { values, positionals } = parseArgs({
  // `--svg FILE`: the pace, drawn.
  options: { json: { type: 'boolean', default: false }, svg: { type: 'string' } },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : [...Object.keys(MEASURES), PACE];
const unknown = names.filter((name) => name !== PACE && MEASURES[name] === undefined);
if (unknown.length > 0) {
  throw new Error(
    `Not measured here: ${unknown.join(', ')}. Known: ${[...Object.keys(MEASURES), PACE].join(', ')}.`,
  );
}

if (!values.json)
  console.log(`${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}\n`);
const measurements: Measurement[] = [];
for (const name of names) {
  const measure = MEASURES[name];
  if (measure === undefined) continue;
  const measurement = await measure();
  measurements.push(measurement);
  if (!values.json) console.log(`${tableOf(measurement)}\n`);
}
if (values.json) console.log(JSON.stringify(measurements, null, 2));
const missed = measurements.flatMap(({ figures }) => figures.filter(isMissed));
if (names.includes(PACE)) {
  // With --json its tables go to stderr: stdout holds one JSON text.
  const stdout = values.json ? 2 : 'inherit';
  const drawing = values.svg === undefined ? [] : ['--svg', values.svg];
  spawnSync(process.execPath, [join(import.meta.dirname, 'pace.ts'), ...drawing], {
    stdio: ['ignore', stdout, 'inherit'],
  });
}
if (!values.json && measurements.length > 0) {
  console.log(
    missed.length === 0 ? 'Every target is met.' : `Missed: ${missed.map(({ what }) => what).join('; ')}.`,
  );
}
