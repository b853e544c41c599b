/** One-letter escapes git writes inside a quoted path, as the byte each one stands for. */
const ESCAPED_BYTE: ReadonlyMap<string, number> = new Map([
  ['a', 0x07],
  ['b', 0x08],
  ['t', 0x09],
  ['n', 0x0a],
  ['v', 0x0b],
  ['f', 0x0c],
  ['r', 0x0d],
  ['"', 0x22],
  ['\\', 0x5c],
]);

const OCTAL_RADIX = 8;
const BYTE_MASK = 0xff;
const ESCAPE = /\\([0-7]{3}|[abtnvfr"\\])|([^\\]+)|\\/g;

/**
 * The path a diff header names. Git puts a path in double quotes when a byte of it is a control character,
 * a quote, a backslash or (unless `core.quotePath` is off) not ASCII; such bytes are C escapes of UTF-8.
 */
export function unquotePath(written: string): string {
  if (!/^".*"$/s.test(written)) return written;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [whole, code, plain] of written.slice(1, -1).matchAll(ESCAPE)) {
    if (code === undefined) {
      for (const byte of encoder.encode(plain ?? whole)) bytes.push(byte);
    } else {
      bytes.push(ESCAPED_BYTE.get(code) ?? Number.parseInt(code, OCTAL_RADIX) & BYTE_MASK);
    }
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array(bytes));
}
