import * as z from 'zod';
import type { ToolCall } from '../core/prompt/request.ts';

/** A tool call as far as it has arrived; `index` is its place in the turn, as the provider numbers it. */
export type OpenCall = ToolCall & { readonly index: number };

const text = z.string().nullish().catch(null);

/** A piece of a tool call: id and name come once, the arguments bit by bit. */
export const callPiece = z
  .object({
    index: z.number().nullish().catch(null),
    id: text,
    function: z.object({ name: text, arguments: text }).nullish().catch(null),
  })
  .catch({ index: null, id: null, function: null });

type CallPiece = z.infer<typeof callPiece>;

export function addCallPieces(calls: readonly OpenCall[], pieces: readonly CallPiece[]): readonly OpenCall[] {
  return pieces.reduce(addPiece, calls);
}

function addPiece(calls: readonly OpenCall[], piece: CallPiece): readonly OpenCall[] {
  const id = piece.id ?? '';
  const name = piece.function?.name ?? '';
  const written = piece.function?.arguments ?? '';
  const at = placeOf(calls, piece.index ?? null, id);
  const call = calls[at];
  if (call === undefined) {
    // A piece of nothing begins nothing.
    if (id === '' && name === '' && written === '') return calls;
    return [...calls, { index: piece.index ?? calls.length, id, name, arguments: written }];
  }
  const grown = {
    ...call,
    id: call.id === '' ? id : call.id,
    name: call.name === '' ? name : call.name,
    arguments: call.arguments + written,
  };
  return calls.with(at, grown);
}

/** Where a piece belongs, or -1 for a new call. Some hosts leave the index out, or number every call 0. */
function placeOf(calls: readonly OpenCall[], index: number | null, id: string): number {
  const same = ({ id: known }: OpenCall) => id === '' || known === '' || known === id;
  if (index !== null) return calls.findLastIndex((call) => call.index === index && same(call));
  if (id === '') return calls.length - 1;
  return calls.findLastIndex((call) => call.id === id);
}
