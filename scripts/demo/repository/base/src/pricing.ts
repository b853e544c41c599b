export type Line = { sku: string; cents: number; quantity: number };

/** Takes `percent` (0 to 100) off an amount in cents, rounded half up to whole cents. */
export function applyDiscount(cents: number, percent: number): number {
  return Math.round(cents * (1 - percent / 100));
}

export function subtotal(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.cents * line.quantity, 0);
}
