import type { ProviderName, ProviderProfile } from '../core/model/profile.ts';

/** Where a request went and with which key; nothing of the key but its form is ever shown. */
export type Asked = { readonly address: string; readonly key: string };

type KeyForm = {
  readonly begins: string;
  /** Whose keys begin like this, in words. */
  readonly maker: string;
  /** Who takes them; null for something that is no key of a model at all. */
  readonly provider: ProviderName | null;
};

// Longest first: each also begins with the plain `sk-` of the Open Platform.
const KEY_FORMS: readonly KeyForm[] = [
  { begins: 'sk-kimi-', maker: 'keys of a Kimi Code subscription', provider: 'kimi-code' },
  { begins: 'sk-or-', maker: 'keys of OpenRouter', provider: 'openrouter' },
  { begins: 'sk-ant-', maker: 'keys of Anthropic', provider: 'anthropic' },
  { begins: 'sk-proj-', maker: 'keys of OpenAI', provider: 'openai' },
  { begins: 'github_pat_', maker: 'tokens of GitHub', provider: null },
  { begins: 'ghp_', maker: 'tokens of GitHub', provider: null },
  { begins: 'ghs_', maker: 'tokens of GitHub', provider: null },
];

const OPEN_PLATFORM: readonly ProviderName[] = ['moonshot', 'moonshot-cn'];

/** What is wrong with a key by its form alone, in sentences; null when its form says nothing against it. */
export function keyTrouble(provider: ProviderProfile, key: string): string | null {
  if (provider.name === 'custom') return null;
  const form = KEY_FORMS.find(({ begins }) => key.startsWith(begins));
  if (form === undefined) {
    return provider.name === 'kimi-code' && key.startsWith('sk-')
      ? 'The key does not begin with sk-kimi- as keys of Kimi Code do; it looks like one of the Open Platform, which works with provider: moonshot.'
      : null;
  }
  if (form.provider === provider.name) return null;
  const seen = `The key begins with ${form.begins} as ${form.maker} do, and ${provider.title} does not take these.`;
  if (form.provider === null)
    return `${seen} Pass the key of the model there, and the token as github-token.`;
  // A subscription would refuse this client: sending people there would cost them another run.
  if (form.provider === 'kimi-code') return `${seen} Make a key at ${provider.keyPage ?? 'the provider'}.`;
  return `${seen} Set provider: ${form.provider}, or make a key at ${provider.keyPage ?? 'the provider'}.`;
}

/** The diagnosis of a refused key, model or address: who was asked, and what the form of the key says. */
export function diagnose(provider: ProviderProfile, asked: Asked | null): string {
  if (asked === null) return '';
  const trouble = keyTrouble(provider, asked.key);
  return `${trouble === null ? '' : `${trouble} `}${whereAsked(provider, asked.address)}`;
}

/** Hosts of the same maker a key may belong to instead. */
export function siblingsOf(provider: ProviderName): readonly ProviderName[] {
  const family: readonly ProviderName[] = [...OPEN_PLATFORM, 'kimi-code'];
  return family.includes(provider) ? family.filter((name) => name !== provider) : [];
}

// An address of one's own may be nobody else's business: it is named by the input that holds it.
function whereAsked({ baseUrl, title }: ProviderProfile, address: string): string {
  return address === baseUrl
    ? `Asked was ${title} at ${address}. To find out more run: kimi-review doctor.`
    : 'Asked was the address in base-url. To find out more run: kimi-review doctor.';
}
