import type { ProviderName, ProviderProfile } from './profile.ts';

type Field = keyof ProviderProfile['accepts'];

const KIMI_FIELDS: readonly Field[] = ['thinkingField', 'promptCacheKey', 'tools', 'reasoningReplay'];

/** Every provider we know how to talk to. Addresses, keys and caveats as read on 2026-09-23. */
export const PROVIDERS: Readonly<Record<ProviderName, ProviderProfile>> = {
  moonshot: {
    name: 'moonshot',
    title: 'Kimi Open Platform',
    baseUrl: 'https://api.moonshot.ai/v1',
    keyPage: 'https://platform.kimi.ai/console/api-keys',
    caveat: null,
    modelIds: {},
    accepts: accepting([...KIMI_FIELDS, 'tokenEstimate']),
  },
  'moonshot-cn': {
    name: 'moonshot-cn',
    title: 'Kimi Open Platform (China)',
    baseUrl: 'https://api.moonshot.cn/v1',
    keyPage: 'https://platform.kimi.com/console/api-keys',
    caveat: 'Accounts and keys are separate from platform.kimi.ai, and prices are in CNY: no cost is shown.',
    modelIds: {},
    accepts: accepting([...KIMI_FIELDS, 'tokenEstimate']),
  },
  'kimi-code': {
    name: 'kimi-code',
    title: 'Kimi Code',
    baseUrl: 'https://api.kimi.com/coding/v1',
    keyPage: 'https://www.kimi.com/code/console',
    // The endpoint admits clients by User-Agent prefix, and passing for another client breaks its terms.
    caveat:
      'A Kimi Code subscription covers personal, interactive use only; unattended runs in CI are outside its terms. Its chat endpoint admits listed clients by User-Agent and refuses ours, which we do not disguise. Use a key of the Open Platform (platform.kimi.ai) with provider: moonshot.',
    // No version is offered by name: `kimi-for-coding` is whichever model the plan serves today.
    modelIds: {
      'kimi-k2.6': 'kimi-for-coding',
      'kimi-k2.7-code': 'kimi-for-coding',
      'kimi-k2.7-code-highspeed': 'kimi-for-coding-highspeed',
      'kimi-k3': 'k3',
    },
    accepts: accepting(KIMI_FIELDS),
  },
  openrouter: {
    name: 'openrouter',
    title: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    keyPage: 'https://openrouter.ai/settings/keys',
    caveat: 'OpenRouter routes to several hosts with their own prices and limits: no cost is shown.',
    modelIds: {
      'kimi-k2.6': 'moonshotai/kimi-k2.6',
      'kimi-k2.7-code': 'moonshotai/kimi-k2.7-code',
      'kimi-k3': 'moonshotai/kimi-k3',
    },
    accepts: accepting(['reasoningObject', 'tools']),
  },
  dashscope: {
    name: 'dashscope',
    title: 'Alibaba Cloud Model Studio (Tongyi, DashScope)',
    baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    keyPage: 'https://bailian.console.aliyun.com/?tab=model#/api-key',
    caveat: 'Keys belong to a region; outside Beijing set base-url to the endpoint of the region.',
    // `kimi-k2.6` is served by Model Studio itself, the code models by Moonshot through it.
    modelIds: {
      'kimi-k2.7-code': 'kimi/kimi-k2.7-code',
      'kimi-k2.7-code-highspeed': 'kimi/kimi-k2.7-code-highspeed',
    },
    accepts: accepting(['enableThinking', 'tools', 'reasoningReplay']),
  },
  ark: {
    name: 'ark',
    title: 'Volcengine Ark (Doubao)',
    baseUrl: 'https://ark.cn-beijing.volces.com/api/v3',
    keyPage: 'https://console.volcengine.com/ark/region:ark+cn-beijing/apiKey',
    caveat: 'Ark names models by dated id or by your own endpoint id (ep-...): set model to one of these.',
    modelIds: {},
    accepts: accepting(['thinkingField', 'tools', 'reasoningReplay']),
  },
  openai: {
    name: 'openai',
    title: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    keyPage: 'https://platform.openai.com/api-keys',
    caveat: null,
    modelIds: {},
    accepts: accepting(['promptCacheKey', 'tools']),
  },
  anthropic: {
    name: 'anthropic',
    title: 'Anthropic (OpenAI-compatible endpoint)',
    baseUrl: 'https://api.anthropic.com/v1',
    keyPage: 'https://console.anthropic.com/settings/keys',
    caveat: 'The OpenAI-compatible endpoint has no prompt caching: every request pays its whole prompt.',
    modelIds: {},
    accepts: accepting(['tools']),
  },
  custom: {
    name: 'custom',
    title: 'the endpoint named by base-url',
    baseUrl: null,
    keyPage: null,
    caveat: 'Nothing is known about this endpoint: options of its own go into extra-body.',
    modelIds: {},
    accepts: accepting([]),
  },
};

export function providerProfile(name: ProviderName): ProviderProfile {
  return PROVIDERS[name];
}

function accepting(fields: readonly Field[]): ProviderProfile['accepts'] {
  return {
    thinkingField: fields.includes('thinkingField'),
    enableThinking: fields.includes('enableThinking'),
    reasoningObject: fields.includes('reasoningObject'),
    promptCacheKey: fields.includes('promptCacheKey'),
    tools: fields.includes('tools'),
    reasoningReplay: fields.includes('reasoningReplay'),
    tokenEstimate: fields.includes('tokenEstimate'),
  };
}
