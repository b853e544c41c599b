import { formatCents } from './money/format.ts';
import { applyDiscount, type Line, subtotal } from './pricing.ts';

/** Loyal customers get five percent off the whole invoice. */
const LOYALTY_PERCENT = 5;

export function invoiceTotal(lines: readonly Line[], loyal: boolean): number {
  const total = subtotal(lines);
  return loyal ? applyDiscount(total, LOYALTY_PERCENT) : total;
}

export function invoiceText(lines: readonly Line[], loyal: boolean): string {
  return `Total: ${formatCents(invoiceTotal(lines, loyal))}`;
}
