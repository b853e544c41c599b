import type { ModelProfile, ProviderName, ProviderProfile } from './profile.ts';
import { providerProfile } from './providers.ts';

// Windows, caps and prices of the Open Platform's own pages, read on this day.
const TABLE_AS_OF = '2026-09-23';

const K2_WINDOW_TOKENS = 262_144;
const K2_OUTPUT_TOKENS_MAX = 262_144;
const K3_WINDOW_TOKENS = 1_048_576;
const K3_OUTPUT_TOKENS_MAX = 131_072;
// What nearly every model served today can do; a larger one can be named in the configuration.
const UNKNOWN_WINDOW_TOKENS = 128_000;
const UNKNOWN_OUTPUT_TOKENS_MAX = 16_384;

/** Models by our id, with the Open Platform's dollar prices. */
const MODELS: readonly ModelProfile[] = [
  {
    id: 'kimi-k2.6',
    contextWindow: K2_WINDOW_TOKENS,
    outputMax: K2_OUTPUT_TOKENS_MAX,
    thinking: 'toggle',
    prices: { cachedPrompt: 0.16, prompt: 0.95, completion: 4, asOf: TABLE_AS_OF },
    retired: null,
  },
  {
    id: 'kimi-k2.7-code',
    contextWindow: K2_WINDOW_TOKENS,
    outputMax: K2_OUTPUT_TOKENS_MAX,
    thinking: 'always',
    prices: { cachedPrompt: 0.19, prompt: 0.95, completion: 4, asOf: TABLE_AS_OF },
    retired: null,
  },
  {
    id: 'kimi-k2.7-code-highspeed',
    contextWindow: K2_WINDOW_TOKENS,
    outputMax: K2_OUTPUT_TOKENS_MAX,
    thinking: 'always',
    prices: { cachedPrompt: 0.38, prompt: 1.9, completion: 8, asOf: TABLE_AS_OF },
    retired: null,
  },
  {
    id: 'kimi-k3',
    contextWindow: K3_WINDOW_TOKENS,
    outputMax: K3_OUTPUT_TOKENS_MAX,
    thinking: 'effort',
    prices: { cachedPrompt: 0.3, prompt: 3, completion: 15, asOf: TABLE_AS_OF },
    retired: null,
  },
];

/** Ids the Open Platform answers with 404, and the model to use instead. */
const RETIRED: Readonly<Record<string, { since: string; successor: string }>> = {
  'kimi-k2.5': { since: '2026-08-31', successor: 'kimi-k2.6' },
  'kimi-k2-0905-preview': { since: '2026-05-25', successor: 'kimi-k2.6' },
  'kimi-k2-0711-preview': { since: '2026-05-25', successor: 'kimi-k2.6' },
  'kimi-k2-turbo-preview': { since: '2026-05-25', successor: 'kimi-k2.7-code-highspeed' },
  'kimi-k2-thinking': { since: '2026-05-25', successor: 'kimi-k2.6' },
  'kimi-k2-thinking-turbo': { since: '2026-05-25', successor: 'kimi-k2.7-code-highspeed' },
};

// A family of ids by context size and date: `moonshot-v1-8k`, `moonshot-v1-128k-vision-preview`, ...
const RETIRED_FAMILY = /^moonshot-v1(-|$)/;
const RETIRED_FAMILY_NOTE = { since: '2026-08-31', successor: 'kimi-k2.6' };

/** What is known of a model at a provider; safe defaults where nothing is known. */
export function modelProfile(id: string, provider: ProviderName): ModelProfile {
  const { modelIds } = providerProfile(provider);
  const ownId = ownIdOf(id, modelIds);
  const known = MODELS.find((model) => model.id === ownId);
  if (known === undefined) return { ...unknownModel(id), retired: retiredAt(id, provider) };
  return {
    ...known,
    // The Kimi Code plan offers no version by name: the alias is all that can be said of who answered.
    id: provider === 'kimi-code' ? (modelIds[ownId] ?? ownId) : ownId,
    // Prices are the Open Platform's, in dollars; elsewhere we would be guessing.
    prices: provider === 'moonshot' ? known.prices : null,
  };
}

/** The sentence for an id that is no longer served at Moonshot; null for any other. */
export function retiredModel(id: string): string | null {
  const note = retirementOf(id);
  if (note === null) return null;
  return `The model ${id} was retired on ${note.since}; its successor is ${note.successor}.`;
}

function unknownModel(id: string): ModelProfile {
  return {
    id,
    contextWindow: UNKNOWN_WINDOW_TOKENS,
    outputMax: UNKNOWN_OUTPUT_TOKENS_MAX,
    // Nothing is sent about thinking: a field a model does not know is refused with 400.
    thinking: 'none',
    prices: null,
    retired: null,
  };
}

/** `moonshotai/kimi-k2.6`, a provider's name for a model of ours, is that model. */
function ownIdOf(id: string, modelIds: ProviderProfile['modelIds']): string {
  const entry = Object.entries(modelIds).find(([, theirs]) => theirs === id);
  return entry === undefined ? id : entry[0];
}

// Other hosts serve the open weights as long as they like.
function retiredAt(id: string, provider: ProviderName): ModelProfile['retired'] {
  return provider === 'moonshot' || provider === 'moonshot-cn' ? retirementOf(id) : null;
}

function retirementOf(id: string): ModelProfile['retired'] {
  if (Object.hasOwn(RETIRED, id)) return RETIRED[id] ?? null;
  return RETIRED_FAMILY.test(id) ? RETIRED_FAMILY_NOTE : null;
}
