import type { ContextPack } from '../budget/context-pack.ts';
import type { ModelProfile } from '../model/profile.ts';
import { pathMatcher } from '../scope/path-filter.ts';
import type { Settings } from '../settings/settings.ts';
import { changedTexts, isProse } from './changed-texts.ts';
import type { Thinking } from './request.ts';

export type ThinkingChoice = { readonly thinking: Thinking; readonly reason: string };

/**
 * Whether the model thinks before it answers for this pack, and the sentence that says why. What the model
 * allows comes first, then what the settings say, then the size and risk of the change.
 */
export function chooseThinking(pack: ContextPack, settings: Settings, profile: ModelProfile): ThinkingChoice {
  if (profile.thinking === 'always') return on(`${profile.id} always thinks`);
  if (profile.thinking === 'none') return off(`${profile.id} cannot think`);
  if (settings.thinking === 'enabled') return on('thinking: enabled is set');
  if (settings.thinking === 'disabled') return off('thinking: disabled is set');
  if (settings.effort === 'quick') return off('effort: quick is set');
  if (settings.effort === 'deep') return on('effort: deep is set');
  return bySizeAndRisk(pack, settings);
}

function bySizeAndRisk(pack: ContextPack, settings: Settings): ThinkingChoice {
  const { thinkingRules } = settings;
  const patches = pack.patches.map(({ patch }) => patch);
  const code = patches.filter((patch) => !isProse(patch.path));
  if (code.length === 0) return off('only documentation changed');
  const risky = pathMatcher(thinkingRules.riskyPaths, { anyCase: true });
  for (const patch of code) {
    const glob = risky(patch.path);
    if (glob !== null) return on(`${patch.path} is a risky path (\`${glob}\`)`);
  }
  const lines = changedTexts(pack).length;
  if (lines >= thinkingRules.changedLines) {
    return on(`${lines} changed lines reach thinking-rules.changed-lines: ${thinkingRules.changedLines}`);
  }
  if (code.length >= thinkingRules.files) {
    return on(`${code.length} changed files reach thinking-rules.files: ${thinkingRules.files}`);
  }
  const risk = riskIn(pack);
  return risk === null ? off(`a small change (${lines} lines) without risky paths or words`) : on(risk);
}

/** Subjects in which a small mistake is dear, by words of the changed lines. */
export const RISKS: readonly { readonly subject: string; readonly pattern: RegExp }[] = [
  {
    subject: 'authentication or permissions',
    pattern:
      /\b(?:auth\w{0,30}|login|logout|password|passwd|session|csrf|cors|jwt|oauth\w{0,10}|permission\w{0,10}|is_?admin|roles?|sudo)\b/i,
  },
  {
    subject: 'cryptography or secrets',
    pattern:
      /\b(?:crypto|encrypt\w{0,10}|decrypt\w{0,10}|hmac|sha\d{1,3}|bcrypt|cipher\w{0,10}|private_?key|secret\w{0,10}|nonce|signature)\b/i,
  },
  {
    subject: 'money',
    pattern:
      /\b(?:price\w{0,10}|amount\w{0,10}|payment\w{0,10}|invoice\w{0,10}|refund\w{0,10}|currency|balance)\b/i,
  },
  {
    subject: 'stored data',
    pattern:
      /\b(?:ALTER\s{1,10}TABLE|DROP\s{1,10}(?:TABLE|COLUMN)|DELETE\s{1,10}FROM|TRUNCATE|migrat\w{1,10}|rollback|transaction\w{0,10})\b/i,
  },
  {
    subject: 'concurrency',
    pattern:
      /\b(?:mutex|r?w?lock(?:ed|s|ing)?|unlock|semaphore|atomic\w{0,10}|goroutine|thread\w{0,10}|volatile|synchronized|Promise\.(?:all|race|any)|await|channel|race|asyncio)\b/i,
  },
  {
    subject: 'running commands or untrusted input',
    pattern:
      /\b(?:exec\w{0,10}|eval|spawn\w{0,10}|subprocess|innerHTML|dangerouslySetInnerHTML|unsafe|deserializ\w{1,10}|pickle)\b/i,
  },
];

/** What callers elsewhere rely on. */
export const PUBLIC_LINE =
  /^\s{0,40}(?:export\s|pub\s|public\s|module\.exports\b|__all__\b|func\s{1,10}(?:\([^()]{0,100}\)\s{0,5})?[A-Z])/;

function riskIn(pack: ContextPack): string | null {
  const lines = changedTexts(pack);
  for (const { subject, pattern } of RISKS) {
    const hit = lines.find(({ text }) => pattern.test(text));
    if (hit !== undefined) return `${hit.path} touches ${subject}`;
  }
  const removed = lines.find(({ kind, text }) => kind === 'removed' && PUBLIC_LINE.test(text));
  return removed === undefined ? null : `${removed.path} changes a public interface`;
}

function on(reason: string): ThinkingChoice {
  return { thinking: 'enabled', reason };
}

function off(reason: string): ThinkingChoice {
  return { thinking: 'disabled', reason };
}
