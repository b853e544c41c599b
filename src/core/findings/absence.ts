import type { Hits } from '../context/hits.ts';
import { declaredNames } from '../context/names.ts';
import { isTestPath } from '../context/test-files.ts';
import type { Finding } from './finding.ts';

/** A claim that something is not there: it can be searched for before anybody is asked. */
export type AbsenceClaim = {
  readonly kind: 'unused' | 'undefined' | 'untested';
  /** Names in the claim, in the order in which they stand. */
  readonly names: readonly string[];
};

/** The claim about absence a finding makes, or null. */
export function absenceClaimOf(finding: Finding): AbsenceClaim | null {
  const text = [finding.title, finding.trigger ?? '', finding.effect ?? ''].join('\n');
  const kind = KINDS.find(({ pattern }) => pattern.test(text))?.kind;
  if (kind === undefined) return null;
  const names = namesIn(text);
  return names.length === 0 ? null : { kind, names };
}

/**
 * The line that proves an absence claim wrong, or null. Only what a search can decide for sure: that a name
 * is unused, when another file calls or imports it; that it has no test, when a test says it. That a name is
 * undefined depends on what is imported where, so for that the lines are only shown to whoever checks.
 */
export function contradictionOf(
  claim: AbsenceClaim,
  finding: Finding,
  hits: Hits,
): { readonly path: string; readonly line: number } | null {
  const [name] = claim.names;
  if (name === undefined || name.length < DECIDABLE_NAME_CHARACTERS_MIN) return null;
  for (const [path, lines] of hits.get(name) ?? []) {
    if (path === finding.path) continue;
    const proof = lines.find(({ text }) => {
      if (claim.kind === 'untested') return isTestPath(path);
      return claim.kind === 'unused' && !isTestPath(path) && isUse(text, name);
    });
    if (proof !== undefined) return { path, line: proof.line };
  }
  return null;
}

/** Names in backticks, last part of a path of members first: what a person would search for. */
export function namesIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\n]{1,120})`/g)].map((match) => match[1] ?? '');
  const names = quoted.flatMap((code) => (code.match(/[A-Za-z_$][\w$]*/g) ?? []).slice(-1));
  return [...new Set(names)].filter((name) => name.length >= NAME_CHARACTERS_MIN);
}

const NAME_CHARACTERS_MIN = 3;
/** A shorter name stands in many places and means something else in each. */
const DECIDABLE_NAME_CHARACTERS_MIN = 6;

const KINDS: readonly { readonly kind: AbsenceClaim['kind']; readonly pattern: RegExp }[] = [
  {
    kind: 'untested',
    pattern:
      /\b(?:has no|no|without|lacks?(?: any| a)?) tests?\b|\buntested\b|\bnot (?:tested|covered by)\b/i,
  },
  {
    kind: 'unused',
    pattern:
      /\bunused\b|\bdead code\b|\b(?:never|nowhere) (?:used|called|invoked|referenced|imported)\b|\b(?:not|no longer) (?:used|called|invoked|referenced)\b|\bno (?:other )?(?:callers?|usages?|references?|uses?)\b|\bnobody (?:calls|uses)\b/i,
  },
  {
    kind: 'undefined',
    pattern:
      /\b(?:undefined|not defined|never defined|undeclared|does(?: not|n't) exist|is not imported|missing import|no such (?:function|method|class|module|field|column))\b/i,
  },
];

const COMMENT = /^\s{0,80}(?:\/\/|#|\*|\/\*|--|;)/;

/** A call or an import of the name: not its definition, and no comment about it. */
function isUse(text: string, name: string): boolean {
  if (COMMENT.test(text) || declaredNames(text).includes(name)) return false;
  const escaped = name.replaceAll('$', '\\$');
  return new RegExp(
    `(?:\\b(?:import|require|use|using|from)\\b.*\\b${escaped}\\b)|(?:\\b${escaped}\\s*\\()`,
  ).test(text);
}
