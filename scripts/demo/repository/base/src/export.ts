import type { Order, OrderStore } from './store/orders.ts';

/** Every order, in the order of the store. */
export async function exportOrders(store: OrderStore): Promise<Order[]> {
  const result: Order[] = [];
  let page: number | null = 0;
  while (page !== null) {
    const { orders, next } = await store.page(page);
    result.push(...orders);
    page = next;
  }
  return result;
}
