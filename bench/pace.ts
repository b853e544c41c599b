/** How fast the pool is, beside an ideal client that knows the account's limits from the start. */
import { measureOverLoopback } from './pace/loopback.ts';
import type { Row } from './pace/row.ts';
import { OVER_LOOPBACK, SCENARIOS } from './pace/scenarios.ts';
import { measureShared } from './pace/shared.ts';
import { measureSimulated } from './pace/simulated.ts';

console.log('The pool alone, in simulated time:');
const simulated: Row[] = [];
for (const scenario of SCENARIOS) simulated.push(await measureSimulated(scenario));
console.table(simulated);

console.log('The whole client over HTTP, against the double with its clock running faster:');
const measured: Row[] = [];
for (const scenario of OVER_LOOPBACK) measured.push(await measureOverLoopback(scenario));
console.table(measured);

console.log('Several runs of one account, each a process of its own:');
console.table(await measureShared());
