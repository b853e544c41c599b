import { decodeText } from '../core/settings/reader.ts';
import { SETTINGS } from '../core/settings/table.ts';
import { ReviewError } from '../errors.ts';
import type { Desk } from './desk.ts';
import { readText } from './files.ts';
import type { ReviewOptions } from './options.ts';

export type Keys = { readonly primary: string; readonly fallback: string | null };

/** Keys come from the environment or a file. An argument could be read by every process of the machine. */
export function readKeys(desk: Desk, options: ReviewOptions): Keys {
  const primary = readKey(desk, { variable: 'KIMI_API_KEY', file: options.apiKeyFile });
  if (primary === null) {
    throw new ReviewError(
      'KEY_MISSING',
      options.apiKeyFile === undefined
        ? 'There is no API key: the environment variable KIMI_API_KEY is not set.'
        : `There is no API key: ${options.apiKeyFile} is empty.`,
    );
  }
  const fallback = readKey(desk, { variable: 'KIMI_FALLBACK_API_KEY', file: options.fallbackApiKeyFile });
  return { primary, fallback };
}

/** Where runs share the slots of an account; it holds a password, so it is no argument either. */
export function readRedisUrl({ environment }: Desk): string | null {
  const address = (environment['KIMI_REDIS_URL'] ?? '').trim();
  if (address === '') return null;
  const decoded = decodeText(SETTINGS.redisUrl, address);
  if (decoded.ok) return decoded.value;
  throw new ReviewError('INPUT_INVALID', 'KIMI_REDIS_URL is not the address of a Redis.', {
    remedy: `Give ${SETTINGS.redisUrl.expected}, or leave it unset.`,
  });
}

type Source = { readonly variable: string; readonly file: string | undefined };

function readKey(desk: Desk, { variable, file }: Source): string | null {
  const key = (file === undefined ? (desk.environment[variable] ?? '') : readText(desk, file)).trim();
  if (key === '') return null;
  const decoded = decodeText(SETTINGS.kimiApiKey, key);
  if (decoded.ok) return decoded.value;
  throw new ReviewError('INPUT_INVALID', `${file ?? variable} does not hold a key on one line.`, {
    remedy: 'Put the key there and nothing else.',
  });
}
