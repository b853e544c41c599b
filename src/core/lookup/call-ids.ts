import type { ToolCall } from '../prompt/request.ts';

/**
 * The calls of a turn under ids that no call of the conversation has had. Ids are unique within a turn only, and the
 * model numbers anew in each: a repeated one is refused as duplicated. All others stay letter by letter.
 */
export function withFreshIds(calls: readonly ToolCall[], taken: ReadonlySet<string>): readonly ToolCall[] {
  const used = new Set(taken);
  return calls.map((call) => {
    const id = used.has(call.id) || call.id.trim() === '' ? freshId(call, used) : call.id;
    used.add(id);
    return { ...call, id };
  });
}

/** `functions.search:0` goes on as `functions.search:1`: an id of another form makes the model stop early. */
function freshId({ id, name }: ToolCall, used: ReadonlySet<string>): string {
  const [, stem = '', digits] =
    /^(.*?)(\d{1,9})?$/s.exec(id.trim() === '' ? `functions.${name}:0` : id) ?? [];
  const first = digits === undefined ? 1 : Number(digits);
  const separator = digits === undefined ? ':' : '';
  // Each id in use rules out one number.
  const numbers = Array.from({ length: used.size + 1 }, (_, index) => first + index);
  const free = numbers.map((number) => `${stem}${separator}${number}`).find((made) => !used.has(made));
  return free ?? `${stem}${separator}${first + numbers.length}`;
}
