import type { ContextPack } from '../core/budget/context-pack.ts';
import { addUsage, NO_USAGE, sumUsd } from '../core/cost/usage.ts';
import { type CheckAnswer, parseCheck, type WrittenVerdict } from '../core/findings/check-answer.ts';
import { type KnownLines, knownLines } from '../core/findings/citations.ts';
import { claimClusters } from '../core/findings/claim-clusters.ts';
import { type Facts, factSections } from '../core/findings/facts.ts';
import type { PlacedFinding } from '../core/findings/finding.ts';
import { joinSameCause } from '../core/findings/same-cause.ts';
import { type Settled, settleClaims, unverified } from '../core/findings/settle.ts';
import { withoutContradicted } from '../core/findings/without-contradicted.ts';
import { checkAgain } from '../core/prompt/check-again.ts';
import { type Check, checkRequest } from '../core/prompt/check-prompt.ts';
import type { Failure } from '../core/prompt/recover.ts';
import type { Answer } from '../core/prompt/request.ts';
import type { CheckAccount } from '../core/review/review.ts';
import { remedyFor } from '../errors.ts';
import { type Archive, findFacts } from './find-facts.ts';
import { type Desk, type Spoken, speak } from './speak.ts';

export type Checked = Settled & { readonly accounts: readonly CheckAccount[] };

export type CheckDesk = Desk & { readonly archive: Archive; readonly packs: readonly ContextPack[] };

/** Beyond this a run has gone wrong, and asking about each claim would cost more than reading them. */
const CLAIMS_CHECKED_MAX = 40;
/** A poor answer is asked for once more: a second one is not a slip. */
const ATTEMPTS_MAX = 2;

/**
 * Tries to prove each finding wrong before anybody sees it: by a search where a search can decide, else by a
 * second reader who argues both ways and must point to lines. A lost verdict keeps the finding, marked.
 */
export async function check(placed: readonly PlacedFinding[], desk: CheckDesk): Promise<Checked> {
  if (placed.length > 0) desk.log.step(checking(placed.length));
  const facts = await findFacts(placed, desk.archive);
  const { open, contradicted } = withoutContradicted(placed, facts.hits);
  if (desk.brief.effort.effort === 'quick')
    return { kept: joinSameCause(open), refuted: contradicted, accounts: [] };
  const asked = open.slice(0, CLAIMS_CHECKED_MAX);
  const rest = open.slice(CLAIMS_CHECKED_MAX).map((claim) => ({
    ...claim,
    verdict: unverified(`only ${CLAIMS_CHECKED_MAX} findings of a run are checked`),
  }));
  const known = knownLines(textsOf(desk, facts));
  const checks = await Promise.all(
    claimClusters(asked).map((claims) => checkClaims(claims, facts, { ...desk, known })),
  );
  return {
    kept: joinSameCause([...checks.flatMap(({ kept }) => kept), ...rest]),
    refuted: [...contradicted, ...checks.flatMap(({ refuted }) => refuted)],
    accounts: checks.map(({ account }) => account),
  };
}

function checking(findings: number): string {
  return findings === 1 ? 'Checking 1 finding' : `Checking ${findings} findings`;
}

async function checkClaims(
  claims: readonly PlacedFinding[],
  facts: Facts,
  desk: CheckDesk & { readonly known: KnownLines },
): Promise<Settled & { readonly account: CheckAccount }> {
  const { brief, log, known } = desk;
  const question: Check = { name: nameOf(claims), claims, lookedUp: factSections(claims, facts) };
  const tries: Spoken[] = [];
  const verdicts = new Map<number, WrittenVerdict>();
  let request = checkRequest(question, packOf(claims, desk.packs), brief);
  let failure: Failure | null = null;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const spoken = await speak(request, desk);
    const { answer } = spoken;
    tries.push(spoken);
    const parsed = answer.kind === 'reply' ? parseCheck(answer.text, claims.length) : null;
    // What an earlier answer said of a claim stands, unless this one says something of it too.
    for (const [number, verdict] of parsed?.verdicts ?? []) verdicts.set(number, verdict);
    failure = verdicts.size === claims.length ? null : failureOf(answer, claims.length - verdicts.size);
    if (answer.kind === 'failure' || failure === null) break;
    log.info(`${question.name}: ${parsed?.problems.join('; ') ?? ''}`);
    request = checkAgain(spoken.request, answer, brief.profile);
  }
  if (failure !== null) log.warn(`${question.name}: ${failure.message}`);
  const answer = failure === null ? { verdicts, problems: [] } : answerWithout(verdicts, failure);
  return { ...settleClaims(claims, answer, known), account: accountOf(question, tries, failure) };
}

/** Prose is told as a missing verdict; of a failure that left no verdict at all people want to know which. */
function answerWithout(
  verdicts: ReadonlyMap<number, WrittenVerdict>,
  { code, message }: Failure,
): CheckAnswer | { readonly lost: string } {
  const isTold = code !== 'KIMI_UNREADABLE_ANSWER' && verdicts.size === 0;
  return isTold ? { lost: message } : { verdicts, problems: [] };
}

/** Why some claims of a check have no verdict. */
function failureOf(answer: Answer, lost: number): Failure {
  if (answer.kind === 'failure') {
    const { code, message, remedy } = answer;
    return { code, message, remedy };
  }
  const [code, message] =
    answer.finish === 'length'
      ? (['KIMI_TRUNCATED_ANSWER', 'The answer was cut off by the output budget.'] as const)
      : (['KIMI_UNREADABLE_ANSWER', `The answer gave no verdict on ${countOf(lost)}.`] as const);
  return { code, message, remedy: remedyFor(code) };
}

function countOf(claims: number): string {
  return claims === 1 ? '1 claim' : `${claims} claims`;
}

function accountOf({ name, claims }: Check, tries: readonly Spoken[], failure: Failure | null): CheckAccount {
  const answers = tries.map(({ answer }) => answer);
  return {
    name,
    claims: claims.length,
    failure,
    usage: answers.map(({ usage }) => usage).reduce(addUsage, NO_USAGE),
    usd: sumUsd(tries.map(({ usd }) => usd)),
    calls: answers.map(({ calls }) => calls),
    lookups: tries.reduce((sum, { lookups }) => sum + lookups, 0),
  };
}

/** The first claim tells which part of the change it is about: a pack shows what its reader saw. */
function packOf(claims: readonly PlacedFinding[], packs: readonly ContextPack[]): ContextPack {
  const index = claims[0]?.finding.pack;
  const pack = packs.find((one) => one.index === index) ?? packs[0];
  if (pack === undefined) throw new RangeError('a finding is always about a pack');
  return pack;
}

/** The place, for people; the beginning of a fingerprint tells two checks of one place apart. */
function nameOf(claims: readonly PlacedFinding[]): string {
  const [first] = claims;
  const place = `${first?.anchor.path ?? ''}:${first?.anchor.line ?? ''}`;
  return `check ${place} (${first?.fingerprint.slice(0, FINGERPRINT_SHOWN) ?? ''})`;
}

const FINGERPRINT_SHOWN = 4;

/** Everything a check may cite: what the prompts show, and what was looked up. */
function* textsOf({ archive, packs }: CheckDesk, facts: Facts): Generator<string> {
  yield* archive.texts.values();
  yield* facts.files.values();
  for (const lines of facts.hits.values())
    for (const all of lines.values()) for (const { text } of all) yield text;
  for (const { snippets, patches } of packs) {
    for (const { text } of snippets) yield text;
    for (const { parts } of patches)
      for (const { hunk } of parts) for (const { text } of hunk.lines) yield text;
  }
}
