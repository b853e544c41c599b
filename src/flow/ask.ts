import type { ContextPack } from '../core/budget/context-pack.ts';
import { splitPack } from '../core/budget/split-pack.ts';
import { addUsage, NO_USAGE, sumUsd } from '../core/cost/usage.ts';
import type { ParsedAnswer } from '../core/findings/finding.ts';
import { parseAnswer } from '../core/findings/parse.ts';
import { type Reader, readersOf } from '../core/prompt/readers.ts';
import { type Failure, nextAttempt } from '../core/prompt/recover.ts';
import type { Answer } from '../core/prompt/request.ts';
import { type Brief, reviewRequest, wordsAbout } from '../core/prompt/review-prompt.ts';
import { chooseThinking } from '../core/prompt/thinking.ts';
import type { PackAccount } from '../core/review/review.ts';
import { remedyFor } from '../errors.ts';
import { type Desk, type Spoken, speak } from './speak.ts';

/** A pack as one reader read it: the account of it, and what every answer about it said. */
export type Reading = {
  readonly reader: Reader;
  readonly account: PackAccount;
  readonly answers: readonly ParsedAnswer[];
};

/**
 * Lets every reader read every pack at once; the model's own cap decides how many are under way. Whoever covers
 * the change comes first in line, so that what is short, money or time, is short for the second looks. A poor
 * answer is asked for once more in a better way, a pack that is too large is split, and what stays unread says why.
 */
export async function ask(
  desk: Desk & { readonly packs: readonly ContextPack[] },
): Promise<readonly Reading[]> {
  const { packs, log } = desk;
  const { effort, profile } = desk.brief;
  log.step(asking(packs.length, profile.id));
  const words = wordsAbout(desk.brief);
  const sessions = packs.flatMap((pack) =>
    readersOf(pack, { effort: effort.effort, words }).map((reader) => ({ pack, reader })),
  );
  const covers = ({ reader }: Session): boolean => reader.covers.length > 0;
  const ordered = [...sessions.filter(covers), ...sessions.filter((session) => !covers(session))];
  const readings = await Promise.all(ordered.map((session) => read(session, desk, 0)));
  return readings.flat();
}

function asking(packs: number, model: string): string {
  return packs === 1 ? `Asking ${model}` : `Asking ${model} about ${packs} parts of the change`;
}

/** For each reader of each pack its answers, in the order in which they came. */
export function answersOf(readings: readonly Reading[]): (readonly ParsedAnswer[])[] {
  return readings.map(({ answers }) => answers);
}

/** Who answers for a part of the change, and who looked at it once more. */
export function accountsOf(readings: readonly Reading[]): {
  readonly packs: readonly PackAccount[];
  readonly looks: readonly PackAccount[];
} {
  const covers = ({ reader }: Reading): boolean => reader.covers.length > 0;
  return {
    packs: readings.filter(covers).map(({ account }) => account),
    looks: readings.filter((reading) => !covers(reading)).map(({ account }) => account),
  };
}

/** One reader with one pack. */
type Session = { readonly pack: ContextPack; readonly reader: Reader };

/** One question about a pack, what came of it, and what was done next. */
type Try = Spoken & { readonly parsed: ParsedAnswer | null };

async function read(session: Session, desk: Desk, splits: number): Promise<readonly Reading[]> {
  const { pack, reader } = session;
  const { brief, log } = desk;
  const tries: Try[] = [];
  const recoveries: string[] = [];
  let request = reviewRequest(pack, brief, reader);
  for (let attempt = 1; ; attempt += 1) {
    const spoken = await speak(request, desk);
    const { answer } = spoken;
    request = spoken.request;
    const parsed = answer.kind === 'reply' ? parseAnswer(answer.text, pack.index, reader.name) : null;
    tries.push({ ...spoken, parsed });
    const next = nextAttempt({ request, answer, parsed, attempt, pack, splits, profile: brief.profile });
    if (next.kind === 'done') return [readingOf({ session, brief, tries, recoveries, failure: null })];
    if (next.kind === 'give-up') {
      log.warn(`${request.name}: ${next.failure.message}${requestIn(answer)}`);
      return [readingOf({ session, brief, tries, recoveries, failure: next.failure })];
    }
    log.info(`${request.name}: ${next.recovery}`);
    recoveries.push(next.recovery);
    if (next.kind === 'ask') {
      request = next.request;
      continue;
    }
    const pieces = splitPack(pack, next.why);
    const whole = readingOf({ session, brief, tries, recoveries, failure: failureOf(answer) });
    if (pieces.length === 0) return [whole];
    const readings = await Promise.all(
      pieces.map((piece) => read({ pack: piece, reader: within(reader, piece) }, desk, splits + 1)),
    );
    return chargeTo(readings.flat(), whole);
  }
}

/** For whoever reports the failure to the provider. */
function requestIn({ calls }: Answer): string {
  return calls.requestId === null ? '' : ` (request ${calls.requestId})`;
}

/** Of a piece of a pack, a reader answers for what of theirs is in it. */
function within(reader: Reader, { patches }: ContextPack): Reader {
  const paths = new Set(patches.map(({ patch }) => patch.path));
  return { ...reader, covers: reader.covers.filter((path) => paths.has(path)) };
}

function readingOf(facts: {
  readonly session: Session;
  readonly brief: Brief;
  readonly tries: readonly Try[];
  readonly recoveries: readonly string[];
  readonly failure: Failure | null;
}): Reading {
  const { session, brief, tries, failure } = facts;
  const { pack, reader } = session;
  const answers = tries.flatMap(({ parsed }) => (parsed === null ? [] : [parsed]));
  const someFound = answers.some((answer) => answer.state === 'truncated' && answer.findings.length > 0);
  const chosen = chooseThinking(pack, brief.settings, brief.profile);
  const thinking = tries.at(-1)?.request.thinking ?? 'disabled';
  const covered = new Set(reader.covers);
  const account: PackAccount = {
    pack: { ...pack, patches: pack.patches.filter(({ patch }) => covered.has(patch.path)) },
    reader: reader.name,
    findings: answers.at(-1)?.findings.length ?? 0,
    lookups: tries.reduce((sum, { lookups }) => sum + lookups, 0),
    thinking,
    thinkingReason: thinking === chosen.thinking ? chosen.reason : 'switched off for the second try',
    state: failure === null ? 'read' : someFound ? 'partly' : 'failed',
    failure,
    usage: tries.map(({ answer }) => answer.usage).reduce(addUsage, NO_USAGE),
    usd: sumUsd(tries.map(({ usd }) => usd)),
    calls: tries.map(({ answer }) => answer.calls),
    recoveries: [...facts.recoveries],
  };
  return { reader, account, answers };
}

/** What was spent and found on a pack before it was split stands with its first piece: counted once, not lost. */
function chargeTo(pieces: readonly Reading[], whole: Reading): readonly Reading[] {
  return pieces.map((reading, index) => {
    if (index > 0) return reading;
    const { account } = reading;
    return {
      ...reading,
      answers: [...whole.answers, ...reading.answers],
      account: {
        ...account,
        usage: addUsage(whole.account.usage, account.usage),
        usd: sumUsd([whole.account.usd, account.usd]),
        calls: [...whole.account.calls, ...account.calls],
        recoveries: [...whole.account.recoveries, ...account.recoveries],
      },
    };
  });
}

function failureOf(answer: Answer): Failure {
  if (answer.kind === 'failure') return { code: answer.code, message: answer.message, remedy: answer.remedy };
  const code = 'KIMI_UNREADABLE_ANSWER';
  return { code, message: 'The answer could not be used.', remedy: remedyFor(code) };
}
