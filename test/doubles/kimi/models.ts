import { modelMissing } from './refusals.ts';

export type ModelFacts = {
  readonly id: string;
  /** Tokens of prompt and output together. */
  readonly context: number;
  /** The output cap when the request names none. */
  readonly outputDefault: number;
  /** `toggle`: thinking can be switched off; `always`: only `enabled` is accepted; `effort`: kimi-k3. */
  readonly thinking: 'toggle' | 'always' | 'effort';
};

const CONTEXT_256K = 262_144;
const CONTEXT_1M = 1_048_576;
const OUTPUT_32K = 32_768;
const OUTPUT_128K = 131_072;
const CREATED_AT = 1_788_143_653;

/** What `GET /models` listed on 2026-09-03. Everything older is retired and answers 404. */
const OPEN_PLATFORM: readonly ModelFacts[] = [
  { id: 'kimi-k2.6', context: CONTEXT_256K, outputDefault: OUTPUT_32K, thinking: 'toggle' },
  { id: 'kimi-k2.7-code-highspeed', context: CONTEXT_256K, outputDefault: OUTPUT_32K, thinking: 'always' },
  { id: 'kimi-k3', context: CONTEXT_1M, outputDefault: OUTPUT_128K, thinking: 'effort' },
  { id: 'kimi-k2.7-code', context: CONTEXT_256K, outputDefault: OUTPUT_32K, thinking: 'always' },
];

/** The subscription host has its own ids; `kimi-k2.6` is none of them. */
const KIMI_CODE: readonly ModelFacts[] = [
  { id: 'k3', context: CONTEXT_1M, outputDefault: OUTPUT_128K, thinking: 'effort' },
  { id: 'k3-256k', context: CONTEXT_256K, outputDefault: OUTPUT_32K, thinking: 'effort' },
  { id: 'kimi-for-coding', context: CONTEXT_1M, outputDefault: OUTPUT_32K, thinking: 'toggle' },
  { id: 'kimi-for-coding-highspeed', context: CONTEXT_1M, outputDefault: OUTPUT_32K, thinking: 'toggle' },
];

export function modelsOf(gate: boolean): readonly ModelFacts[] {
  return gate ? KIMI_CODE : OPEN_PLATFORM;
}

export function findModel(models: readonly ModelFacts[], id: string): ModelFacts {
  const model = models.find((candidate) => candidate.id === id);
  if (model === undefined) throw modelMissing(id);
  return model;
}

/** The body of `GET /models`, in the shape captured. */
export function modelList(models: readonly ModelFacts[]): unknown {
  return {
    object: 'list',
    data: models.map((model) => ({
      created: CREATED_AT,
      id: model.id,
      object: 'model',
      owned_by: 'moonshot',
      permission: [
        { created: 0, id: '', object: '', organization: 'moonshot', group: 'moonshot', is_blocking: false },
      ],
      root: '',
      parent: '',
      supports_image_in: true,
      supports_video_in: true,
      supports_reasoning: true,
      context_length: model.context,
    })),
  };
}
