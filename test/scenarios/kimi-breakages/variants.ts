import type { KimiScript } from '../../doubles/kimi/script.ts';
import {
  emptyBody,
  gateway504Html,
  inStreamError,
  noDone,
  reply,
  serverError,
  stall,
  streamCut,
  tcpReset,
  unavailable503,
} from '../../doubles/kimi/scripts.ts';
import type { Scenario } from '../scenario.ts';
import { ANSWER, inShop } from '../shop.ts';

export const about = 'Servers that fail and connections that break';

/** A minute in a second. */
const MINUTE_IN_A_SECOND = 60;

const once = (title: string, script: KimiScript): Scenario =>
  inShop(`${title}, then an answer`, {
    timeLapse: MINUTE_IN_A_SECOND,
    kimi: { answer: [script, reply(ANSWER)] },
  });

const always = (title: string, script: KimiScript): Scenario =>
  inShop(`${title}, every time`, { timeLapse: MINUTE_IN_A_SECOND, kimi: { answer: [script] } });

export const variants: readonly Scenario[] = [
  once('500', serverError()),
  always('500', serverError()),
  once('503', unavailable503()),
  once('504 with a page of the gateway', gateway504Html()),
  always('504 with a page of the gateway', gateway504Html()),
  once('200 with an empty body', emptyBody()),
  always('200 with an empty body', emptyBody()),
  once('A stream that ends before its finish', streamCut()),
  always('A stream that ends before its finish', streamCut()),
  inShop('A stream that is whole but for [DONE]: the answer stands', {
    kimi: { answer: [noDone(ANSWER)] },
  }),
  once('An error inside the stream', inStreamError()),
  always('An error inside the stream', inStreamError()),
  once('A connection reset before the headers', tcpReset('before-headers')),
  always('A connection reset before the headers', tcpReset('before-headers')),
  once('A connection reset in the middle of the stream', tcpReset('mid-stream')),
  once('Four minutes of silence', stall()),
  always('Four minutes of silence', stall()),
];
