import { modelProfile } from '../core/model/models.ts';
import type { ProviderProfile } from '../core/model/profile.ts';
import { PROVIDERS } from '../core/model/providers.ts';
import { TIERS, TIERS_AS_OF } from '../core/model/tiers.ts';
import { type Endpoint, type Listing, listModels, readBalance } from '../kimi/account.ts';
import { keyTrouble, siblingsOf } from '../kimi/diagnosis.ts';
import type { Check } from './doctor-check.ts';

export type KimiQuestion = {
  readonly provider: ProviderProfile;
  readonly model: string;
  readonly endpoint: Endpoint;
  /** Consent to show the key to the other hosts of the same maker. */
  readonly trySiblings: boolean;
  /** Where the other hosts are; their own addresses when left out. */
  readonly siblings?: readonly { readonly provider: ProviderProfile; readonly address: string }[];
};

const OPEN_PLATFORM = ['moonshot', 'moonshot-cn'];
const MILLION = 1_000_000;

/** Key, endpoint, model, balance and tier, in the order in which they matter. */
export async function checkKimi(question: KimiQuestion): Promise<Check[]> {
  const { provider, endpoint } = question;
  const caveat: Check[] =
    provider.caveat === null ? [] : [{ name: 'provider', state: 'warning', text: provider.caveat }];
  const listing = await listModels(endpoint);
  const trouble = keyTrouble(provider, endpoint.key);
  if (listing.kind !== 'listed') {
    return [...caveat, ...(await withoutListing(question, listing, trouble))];
  }
  const key: Check = {
    name: 'key',
    state: trouble === null ? 'fine' : 'warning',
    text: `${provider.title} at ${endpoint.address} accepts the key.${trouble === null ? '' : ` ${trouble}`}`,
  };
  return [
    ...caveat,
    key,
    checkModel(question, listing.models),
    ...(await checkMoney(question, listing.tier)),
  ];
}

async function withoutListing(
  question: KimiQuestion,
  listing: Exclude<Listing, { kind: 'listed' }>,
  trouble: string | null,
): Promise<Check[]> {
  const { provider, endpoint } = question;
  if (listing.kind === 'unreachable') {
    const text = `${endpoint.address} cannot be reached, or what answers is no list of models.`;
    return [{ name: 'endpoint', state: 'wrong', text, remedy: 'Check proxy, firewall and --base-url.' }];
  }
  const said = listing.text === '' ? '' : ` It says: ${listing.text}.`;
  const id = listing.requestId === null ? '' : ` (request ${listing.requestId})`;
  const text = `${provider.title} at ${endpoint.address} refused the key (${listing.status}).${said}${id}`;
  const remedy =
    trouble ??
    `Make sure it is whole, has not expired and was made at ${provider.keyPage ?? 'the provider'}.`;
  return [{ name: 'key', state: 'wrong', text, remedy }, ...(await checkSiblings(question))];
}

async function checkSiblings(question: KimiQuestion): Promise<Check[]> {
  const { provider, endpoint, trySiblings } = question;
  const siblings =
    question.siblings ??
    siblingsOf(provider.name).map((name) => ({
      provider: PROVIDERS[name],
      address: PROVIDERS[name].baseUrl ?? '',
    }));
  if (siblings.length === 0) return [];
  if (!trySiblings) {
    const names = siblings.map(({ address }) => new URL(address).host).join(' and ');
    const text = `The key was not shown to ${names}. To learn whether it belongs there, add --try-siblings.`;
    return [{ name: 'siblings', state: 'unknown', text }];
  }
  const answers = await Promise.all(
    siblings.map(async (sibling) => ({
      ...sibling,
      listing: await listModels({ ...endpoint, address: sibling.address }),
    })),
  );
  const home = answers.find(({ listing }) => listing.kind === 'listed');
  if (home === undefined) {
    const text = 'No other host of Kimi accepts the key either.';
    return [{ name: 'siblings', state: 'warning', text, remedy: `Make a new one at ${provider.keyPage}.` }];
  }
  const caveat = home.provider.name === 'kimi-code' ? ` ${home.provider.caveat}` : '';
  const text = `The key belongs to ${home.provider.title} at ${home.address}.`;
  return [
    { name: 'siblings', state: 'warning', text, remedy: `Set provider: ${home.provider.name}.${caveat}` },
  ];
}

function checkModel(
  { provider, model }: KimiQuestion,
  models: Extract<Listing, { kind: 'listed' }>['models'],
): Check {
  const profile = modelProfile(model, provider.name);
  if (profile.retired !== null) {
    const { since, successor } = profile.retired;
    const text = `${model} was retired on ${since}.`;
    return { name: 'model', state: 'wrong', text, remedy: `Set model: ${successor}.` };
  }
  const theirs = provider.modelIds[profile.id] ?? provider.modelIds[model] ?? profile.id;
  const found = models.find(({ id }) => id === theirs);
  if (found === undefined) {
    const text = `${theirs} is not among the models this key is offered.`;
    const offered = models
      .map(({ id }) => id)
      .slice(0, MODELS_SHOWN_MAX)
      .join(', ');
    return { name: 'model', state: 'wrong', text, remedy: `Set model to one of: ${offered || 'none'}.` };
  }
  const known = profile.contextWindow;
  const window = found.contextWindow ?? known;
  const text = `${theirs} is served, with a context of ${window.toLocaleString('en')} tokens.`;
  if (window >= known) return { name: 'model', state: 'fine', text };
  const remedy = `We count on ${known.toLocaleString('en')}: lower limits.context-tokens in the configuration.`;
  return { name: 'model', state: 'warning', text, remedy };
}

const MODELS_SHOWN_MAX = 20;

async function checkMoney({ provider, endpoint }: KimiQuestion, tier: number | null): Promise<Check[]> {
  if (!OPEN_PLATFORM.includes(provider.name)) {
    const text = `${provider.title} has no page we know of that tells balance or limits.`;
    return [{ name: 'balance', state: 'unknown', text }];
  }
  const balance = await readBalance(endpoint);
  const currency = provider.name === 'moonshot' ? '$' : '¥';
  return [balanceCheck(balance?.available ?? null, currency), tierCheck(tier)];
}

const CENT_DIGITS = 2;

function balanceCheck(available: number | null, currency: string): Check {
  if (available === null)
    return { name: 'balance', state: 'unknown', text: 'The balance could not be read.' };
  const text = `${currency}${available.toFixed(CENT_DIGITS)} are left.`;
  if (available > 0) return { name: 'balance', state: 'fine', text };
  return {
    name: 'balance',
    state: 'wrong',
    text,
    remedy: 'Top up the account: requests are refused until then.',
  };
}

function tierCheck(tier: number | null): Check {
  const known = TIERS.find((row) => row.tier === tier);
  if (known === undefined) {
    const text = 'Not known: no page tells it. The pace finds the limits by itself; the console shows them.';
    return { name: 'tier', state: 'unknown', text };
  }
  const { concurrency, requestsPerMinute, tokensPerMinute } = known;
  const tokens = `${tokensPerMinute / MILLION} million tokens`;
  const text = `Tier ${known.tier} by a header of the answer: ${concurrency} at once, ${requestsPerMinute} requests and ${tokens} per minute by the table of ${TIERS_AS_OF}.`;
  return { name: 'tier', state: concurrency === 1 ? 'warning' : 'fine', text };
}
