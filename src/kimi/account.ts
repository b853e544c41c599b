import { APIConnectionError, APIError } from 'openai';
import * as z from 'zod';
import { openClient } from './call.ts';
import { readRequestId, redact } from './redact.ts';

export type Endpoint = { readonly address: string; readonly key: string; readonly userAgent: string };

/** What an endpoint said about a key, without asking a model. */
export type Listing =
  | {
      readonly kind: 'listed';
      readonly models: readonly { readonly id: string; readonly contextWindow: number | null }[];
      /** As the answer's own header names it; null when it names none. */
      readonly tier: number | null;
    }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly text: string;
      readonly requestId: string | null;
    }
  | { readonly kind: 'unreachable' };

/** Dollars, or yuan in China. */
export type Balance = { readonly available: number; readonly voucher: number; readonly cash: number };

const TIMEOUT_MS = 15_000;

/** `GET /models` costs nothing and shows whether key, host and model belong together. */
export async function listModels(endpoint: Endpoint): Promise<Listing> {
  try {
    const { data, response } = await openClient({
      apiKey: endpoint.key,
      baseURL: endpoint.address,
      userAgent: endpoint.userAgent,
    })
      .get<unknown>('/models', { timeout: TIMEOUT_MS })
      .withResponse();
    const models = listShape.parse(data).data.map(({ id, context_length }) => ({
      id,
      contextWindow: context_length ?? null,
    }));
    return { kind: 'listed', models, tier: tierOf(response.headers) };
  } catch (error) {
    if (error instanceof APIConnectionError || !(error instanceof APIError) || error.status === undefined) {
      return { kind: 'unreachable' };
    }
    const { message } = errorShape.parse(error.error);
    const requestId = readRequestId(error.headers);
    return { kind: 'refused', status: error.status, text: redact(message, [endpoint.key]), requestId };
  }
}

/** `GET /users/me/balance`, which only the Open Platform has; null when it gave none. */
export async function readBalance(endpoint: Endpoint): Promise<Balance | null> {
  try {
    const answer = await openClient({
      apiKey: endpoint.key,
      baseURL: endpoint.address,
      userAgent: endpoint.userAgent,
    }).get<unknown>('/users/me/balance', { timeout: TIMEOUT_MS });
    const { available_balance, voucher_balance, cash_balance } = balanceShape.parse(answer).data;
    return { available: available_balance, voucher: voucher_balance, cash: cash_balance };
  } catch {
    // A balance that cannot be read is not known, and is shown as such.
    return null;
  }
}

const listShape = z.object({
  data: z.array(z.object({ id: z.string(), context_length: z.number().optional() })),
});
const errorShape = z.object({ message: z.string() }).catch({ message: '' });
const balanceShape = z.object({
  data: z.object({
    available_balance: z.number(),
    voucher_balance: z.number(),
    cash_balance: z.number(),
  }),
});

// `Msh-Gid: enterprise-tier-1`, seen in captures of 2024 and 2026; documented nowhere.
const TIER_HEADER = /\btier-?([0-5])\b/i;

function tierOf(headers: Headers): number | null {
  const digit = TIER_HEADER.exec(headers.get('msh-gid') ?? '')?.[1];
  return digit === undefined ? null : Number(digit);
}
