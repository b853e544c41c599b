/** How fast the pool is, beside an ideal client that knows the account's limits from the start. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureOverLoopback } from './pace/loopback.ts';
import { plotPace } from './pace/plot.ts';
import { type Measured, makespanRow } from './pace/row.ts';
import { OVER_LOOPBACK, SCENARIOS } from './pace/scenarios.ts';
import { measureShared } from './pace/shared.ts';
import { measureSimulated } from './pace/simulated.ts';

const { values } = parseArgs({ options: { svg: { type: 'string' } } });

console.log('The pool alone, in simulated time:');
const simulated: Measured[] = [];
for (const scenario of SCENARIOS) simulated.push(await measureSimulated(scenario));
console.table(simulated.map(makespanRow));

console.log('The whole client over HTTP, against the double with its clock running faster:');
const measured: Measured[] = [];
for (const scenario of OVER_LOOPBACK) measured.push(await measureOverLoopback(scenario));
console.table(measured.map(makespanRow));

console.log('Several runs of one account, each a process of its own:');
const shared = await measureShared();
console.table(shared.map(makespanRow));

if (values.svg !== undefined) {
  writeFileSync(values.svg, plotPace([...simulated, ...shared]));
  console.log(`Drawn in ${values.svg}.`);
}
