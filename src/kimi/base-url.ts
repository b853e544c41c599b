import type { ProviderProfile } from '../core/model/profile.ts';
import type { Settings } from '../core/settings/settings.ts';
import { ReviewError } from '../errors.ts';

/** The address requests go to. Plain http would show the key and the code to everyone on the way. */
export function baseUrlOf(provider: ProviderProfile, own: Settings['baseUrl']): string {
  const address = own ?? provider.baseUrl;
  if (address === null) {
    throw new ReviewError('INPUT_INVALID', `The provider ${provider.name} has no address of its own.`, {
      remedy: 'Set base-url to the endpoint, for instance https://models.example.com/v1.',
    });
  }
  if (!URL.canParse(address)) {
    throw new ReviewError('INPUT_INVALID', 'The input base-url is not an address.');
  }
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') {
    throw new ReviewError('INPUT_INVALID', 'The input base-url holds a user name or password.', {
      remedy: 'Pass the key as kimi-api-key only.',
    });
  }
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) {
    return address.replace(/\/+$/, '');
  }
  throw new ReviewError('INPUT_INVALID', `The input base-url is not https: ${url.origin}.`, {
    remedy: 'Use https; plain http is accepted on loopback addresses only.',
  });
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
