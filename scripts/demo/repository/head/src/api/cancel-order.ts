import type { AuditLog } from '../store/audit.ts';
import type { OrderStore } from '../store/orders.ts';

export type Caller = { name: string; role: 'clerk' | 'manager' };
export type Reply = { status: number; body: unknown };

export async function cancelOrder(
  id: string,
  caller: Caller,
  world: { orders: OrderStore; audit: AuditLog },
): Promise<Reply> {
  const order = await world.orders.get(id);
  if (order === undefined) return { status: 404, body: 'no such order' };
  if (caller.role !== 'manager') return { status: 403, body: 'managers only' };
  if (order.status === 'cancelled') return { status: 200, body: order };
  const cancelled = { ...order, status: 'cancelled' as const };
  await world.orders.put(cancelled);
  world.audit.write({ order: id, action: 'cancel', by: caller.name });
  return { status: 200, body: cancelled };
}
