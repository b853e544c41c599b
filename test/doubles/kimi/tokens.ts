import type { ChatMessage } from './body.ts';
import { messageTexts } from './body.ts';

/**
 * The double's own tokenizer, so that counts are the same on every run:
 * - text: ASCII characters / 3.6 rounded up, plus 1 for each other character (code point);
 * - each message: 4 for its frame; each prompt: 4 for the template. `Say ok.` alone is 10, as captured;
 * - tools: their JSON as text; each picture or film: 2,000, as the vendor's command line assumes.
 */
const ASCII_PER_TOKEN = 3.6;
const PROMPT_FRAME_TOKENS = 4;
const MESSAGE_FRAME_TOKENS = 4;
const PICTURE_TOKENS = 2_000;
const ASCII_LAST = 0x7f;
const SURROGATE_LOW_FIRST = 0xdc00;
const SURROGATE_LOW_LAST = 0xdfff;

export function countTokens(text: string): number {
  let ascii = 0;
  let others = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code <= ASCII_LAST) ascii += 1;
    else if (code < SURROGATE_LOW_FIRST || code > SURROGATE_LOW_LAST) others += 1;
  }
  return Math.ceil(ascii / ASCII_PER_TOKEN) + others;
}

/** The longest beginning of `text` that is at most `tokensMax` tokens; never half a character. */
export function takeTokens(text: string, tokensMax: number): string {
  let ascii = 0;
  let others = 0;
  let taken = 0;
  for (const character of text) {
    if (character.length === 1 && character.charCodeAt(0) <= ASCII_LAST) ascii += 1;
    else others += 1;
    if (Math.ceil(ascii / ASCII_PER_TOKEN) + others > tokensMax) break;
    taken += character.length;
  }
  return text.slice(0, taken);
}

/** A prompt as the template lays it out: tools first, then the messages in order. */
export type Prompt = { readonly text: string; readonly tokens: number };

type PromptSource = { readonly messages: readonly ChatMessage[]; readonly tools?: unknown };

/** `keepReasoning`: replayed reasoning counts everywhere; otherwise only inside the running tool loop. */
export function layOutPrompt(source: PromptSource, keepReasoning: boolean): Prompt {
  const tools = source.tools === undefined ? '' : JSON.stringify(source.tools);
  const loopStart = source.messages.findLastIndex((message) => message.role === 'user');
  let text = tools;
  let tokens = PROMPT_FRAME_TOKENS + countTokens(tools);
  for (const [index, message] of source.messages.entries()) {
    const body = messageBody(message, keepReasoning || index > loopStart);
    text += `<|${message.role}|>${body}`;
    tokens += MESSAGE_FRAME_TOKENS + countTokens(body) + PICTURE_TOKENS * pictureCount(message);
  }
  return { text, tokens };
}

function messageBody(message: ChatMessage, withReasoning: boolean): string {
  const reasoning = withReasoning ? (message.reasoning_content ?? '') : '';
  const calls = (message.tool_calls ?? []).map(
    (call) => `${call.id}${call.function.name}${call.function.arguments}`,
  );
  return [reasoning, ...messageTexts(message), ...calls, message.tool_call_id ?? ''].join('');
}

function pictureCount(message: ChatMessage): number {
  return Array.isArray(message.content) ? message.content.filter((piece) => piece.type !== 'text').length : 0;
}
