import type { ContextPack } from '../budget/context-pack.ts';
import type { Finding, PlacedFinding } from '../findings/finding.ts';
import type { ModelRequest } from './request.ts';
import { type Brief, lookupSection, packRequest } from './review-prompt.ts';
import { strangerSection } from './sections.ts';

/** Claims that may be one root cause, to be checked in one request, and what was looked up about them. */
export type Check = {
  /** Unique within a run. */
  readonly name: string;
  readonly claims: readonly PlacedFinding[];
  /** Fenced sections: lines of the repository that bear on the claims. */
  readonly lookedUp: readonly string[];
};

/** Argument, verdict and evidence for a few claims; with thinking on, most of it is thought. */
const CHECK_OUTPUT_TOKENS_MAX = 16_384;
const CLAIM_CHARACTERS_MAX = 6_000;

/** The request that checks claims about one pack. It shares all but its last section with those of the readers. */
export function checkRequest(check: Check, pack: ContextPack, brief: Brief): ModelRequest {
  const count = check.claims.length;
  const task = `Check ${count === 1 ? 'the claim' : `the ${count} claims`} below by the rules for checking claims and answer in the form given there. Each was made by a reader of this change; a program has only made sure that the quoted code exists.`;
  return packRequest(pack, brief, {
    name: check.name,
    sections: [
      '# Your task',
      task,
      ...check.claims.map((claim, index) => strangerSection(`claim ${index + 1}`, claimText(claim))),
      ...(check.lookedUp.length === 0 ? [] : ['# Looked up in the repository for this', ...check.lookedUp]),
      ...lookupSection(brief),
    ],
    outputTokensMax: CHECK_OUTPUT_TOKENS_MAX,
  });
}

function claimText({ finding, anchor, suggestion }: PlacedFinding): string {
  const lines = [
    `place: ${placeOf(anchor)}`,
    `severity: ${finding.severity}`,
    `category: ${finding.category}`,
    `title: ${finding.title}`,
    ...sentences(finding),
    ...(finding.quote === '' ? [] : ['quoted code:', indented(finding.quote)]),
    ...(finding.body === '' ? [] : ['argument:', indented(finding.body)]),
    ...(suggestion.kind === 'none' ? [] : ['proposed replacement:', indented(suggestion.text)]),
  ];
  const text = lines.join('\n');
  return text.length <= CLAIM_CHARACTERS_MAX
    ? text
    : `${text.slice(0, CLAIM_CHARACTERS_MAX).toWellFormed()}\n(shortened)`;
}

function sentences({ trigger = '', effect = '', remedy = '' }: Finding): string[] {
  return [
    ...(trigger === '' ? [] : [`trigger: ${trigger}`]),
    ...(effect === '' ? [] : [`effect: ${effect}`]),
    ...(remedy === '' ? [] : [`remedy: ${remedy}`]),
  ];
}

function placeOf(anchor: PlacedFinding['anchor']): string {
  if (anchor.kind === 'summary') return anchor.line === null ? anchor.path : `${anchor.path}:${anchor.line}`;
  const range = anchor.startLine === null ? `${anchor.line}` : `${anchor.startLine}-${anchor.line}`;
  return `${anchor.path}:${range} (${anchor.side === 'LEFT' ? 'removed lines, old numbers' : 'new numbers'})`;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
