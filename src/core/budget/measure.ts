import type { Snippet } from '../context/snippet.ts';
import { patchSection, snippetSection } from '../prompt/sections.ts';
import type { PackedPatch } from './context-pack.ts';
import { estimateTokens } from './tokens.ts';

/** The blank line between two sections. */
const JOINT_TOKENS = 1;

/** Tokens of a patch as it will stand in the prompt, line numbers and fences included. */
export function patchTokens(packed: PackedPatch): number {
  return estimateTokens(patchSection(packed)) + JOINT_TOKENS;
}

export function snippetTokens(snippet: Snippet): number {
  return estimateTokens(snippetSection(snippet)) + JOINT_TOKENS;
}
