/** Superseded by the JSON export in 2025; nothing calls it any more. */
export function toCsv(rows: readonly string[][]): string {
  return rows.map((row) => row.join(';')).join('\n');
}
