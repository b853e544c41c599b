export type Line = { sku: string; cents: number; quantity: number; discount?: number };

/** Takes `rate` (0 to 1) off an amount in cents. */
export function applyDiscount(cents: number, rate: number): number {
  return cents * (1 - rate);
}

export function lineTotal(line: Line): number {
  return applyDiscount(line.cents * line.quantity, line.discount ?? 0);
}

export function subtotal(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + lineTotal(line), 0);
}
