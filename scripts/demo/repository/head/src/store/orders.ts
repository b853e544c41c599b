import type { Line } from '../pricing.ts';

export type Order = { id: string; customer: string; lines: Line[]; status: 'open' | 'paid' | 'cancelled' };
export type Page = { orders: Order[]; next: number | null };

const PAGE_SIZE = 100;

export class OrderStore {
  readonly #orders = new Map<string, Order>();

  async get(id: string): Promise<Order | undefined> {
    return this.#orders.get(id);
  }

  async put(order: Order): Promise<void> {
    this.#orders.set(order.id, order);
  }

  /** Pages are numbered from 0; `next` is null on the last page. */
  async page(number: number): Promise<Page> {
    const all = [...this.#orders.values()];
    const orders = all.slice(number * PAGE_SIZE, (number + 1) * PAGE_SIZE);
    return { orders, next: (number + 1) * PAGE_SIZE < all.length ? number + 1 : null };
  }
}
