import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Where a line is cut when nothing better offers itself. */
const CUT_SHARE = 0.6;
const BLANK_LINE_CUT_EVERY = 3;
const MULTI_BYTE_FIRST = 0xc0;

/**
 * Writes server-sent events as a network does: cut inside characters, inside lines and between the two line
 * feeds, with the end of one event travelling with the start of the next. The cuts depend on the events only,
 * so a run can be repeated.
 */
export class SplitWire {
  readonly #response: ServerResponse;
  readonly #signal: AbortSignal;
  #held: Buffer = Buffer.alloc(0);
  #events = 0;

  constructor(response: ServerResponse, signal: AbortSignal) {
    this.#response = response;
    this.#signal = signal;
  }

  async event(data: string): Promise<void> {
    await this.#send(Buffer.from(`data: ${data}\n\n`));
  }

  async comment(text: string): Promise<void> {
    await this.#send(Buffer.from(`: ${text}\n\n`));
  }

  /** Nothing stays held back; called before every pause. */
  async flush(): Promise<void> {
    const held = this.#held;
    this.#held = Buffer.alloc(0);
    await this.#write(held);
  }

  async #send(bytes: Buffer): Promise<void> {
    this.#events += 1;
    let from = 0;
    for (const cut of cutsOf(bytes, this.#events)) {
      await this.#write(Buffer.concat([this.#held, bytes.subarray(from, cut)]));
      this.#held = Buffer.alloc(0);
      from = cut;
    }
    this.#held = Buffer.concat([this.#held, bytes.subarray(from)]);
  }

  async #write(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return;
    if (!this.#response.write(bytes)) await once(this.#response, 'drain', { signal: this.#signal });
    // Node joins what is written within one turn of the event loop.
    await nextTurn();
  }
}

/** Rising offsets; each is the first byte of the next write. */
function cutsOf(bytes: Buffer, event: number): readonly number[] {
  const character = bytes.findIndex((byte) => byte >= MULTI_BYTE_FIRST);
  const cuts = [character === -1 ? Math.floor(bytes.length * CUT_SHARE) : character + 1];
  if (event % BLANK_LINE_CUT_EVERY === 0) cuts.push(bytes.length - 1);
  return cuts;
}
