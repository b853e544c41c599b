import type { ContextPack } from '../core/budget/context-pack.ts';
import { splitPack } from '../core/budget/split-pack.ts';
import { addUsage, NO_USAGE, sumUsd } from '../core/cost/usage.ts';
import { answerCostUsd, worstCostUsd } from '../core/cost/worst-cost.ts';
import type { ParsedAnswer } from '../core/findings/finding.ts';
import { parseAnswer } from '../core/findings/parse.ts';
import { type Reader, readersOf } from '../core/prompt/readers.ts';
import { type Failure, nextAttempt } from '../core/prompt/recover.ts';
import type { Answer, ModelRequest } from '../core/prompt/request.ts';
import { type Brief, reviewRequest, wordsAbout } from '../core/prompt/review-prompt.ts';
import { chooseThinking } from '../core/prompt/thinking.ts';
import type { PackAccount } from '../core/review/review.ts';
import { remedyFor } from '../errors.ts';
import type { Log, Model } from '../ports.ts';
import { CONVERSE_LIMITS, converse } from './converse.ts';
import type { Lookups } from './lookup.ts';
import type { Purse } from './purse.ts';

/** A pack as one reader read it: the account of it, and what every answer about it said. */
export type Reading = {
  readonly reader: Reader;
  readonly account: PackAccount;
  readonly answers: readonly ParsedAnswer[];
};

export type Desk = {
  readonly model: Model;
  readonly brief: Brief;
  readonly purse: Purse;
  readonly log: Log;
  /** What the model may look up in the repository, where the brief offers it. */
  readonly lookups: Lookups;
};

/**
 * Lets every reader read every pack at once; the model's own cap decides how many are under way. Whoever covers
 * the change comes first in line, so that what is short, money or time, is short for the second looks. A poor
 * answer is asked for once more in a better way, a pack that is too large is split, and what stays unread says why.
 */
export async function ask(packs: readonly ContextPack[], desk: Desk): Promise<readonly Reading[]> {
  const { effort } = desk.brief;
  const words = wordsAbout(desk.brief);
  const sessions = packs.flatMap((pack) =>
    readersOf(pack, { effort: effort.effort, words }).map((reader) => ({ pack, reader })),
  );
  const covers = ({ reader }: Session): boolean => reader.covers.length > 0;
  const ordered = [...sessions.filter(covers), ...sessions.filter((session) => !covers(session))];
  const readings = await Promise.all(ordered.map((session) => read(session, desk, 0)));
  return readings.flat();
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
type Try = {
  readonly request: ModelRequest;
  readonly answer: Answer;
  readonly usd: number | null;
  readonly lookups: number;
  readonly parsed: ParsedAnswer | null;
};

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

/** A request with its answer, after whatever the model looked up in between, and what all of it cost. */
export type Spoken = Omit<Try, 'parsed'>;

/** Asks, and answers what the model looks up where it is offered that. */
export async function speak(request: ModelRequest, desk: Desk): Promise<Spoken> {
  const { brief, lookups } = desk;
  if (request.tools === undefined || request.toolChoice === 'none') {
    const answer = await pay(request, desk);
    return { request, answer, usd: answerCostUsd(answer, brief), lookups: 0 };
  }
  const { contextWindow } = brief.profile;
  const promptTokens = contextWindow - request.outputTokensMax - CONVERSATION_MARGIN_TOKENS;
  const talk = await converse(request, {
    ask: (next) => pay(next, desk),
    lookups,
    limits: { ...CONVERSE_LIMITS, promptTokens },
  });
  return {
    // Whatever is asked after this is asked for words.
    request: { ...talk.request, toolChoice: 'none' },
    answer: talk.answer,
    usd: sumUsd(talk.answers.map((answer) => answerCostUsd(answer, brief))),
    lookups: talk.lookups.length,
  };
}

const CONVERSATION_MARGIN_TOKENS = 1_024;

/** Sends a request if the money ceiling leaves room for its worst case. */
async function pay(
  request: ModelRequest,
  { model, brief, purse }: Pick<Desk, 'model' | 'brief' | 'purse'>,
): Promise<Answer> {
  const promptTokens = model.promptTokens?.(request) ?? request.promptTokens;
  const worst = worstCostUsd({ ...request, promptTokens }, brief);
  if (!(await purse.take(worst))) return unaffordable(worst, brief);
  const answer = await model.ask(request);
  purse.settle(worst, answerCostUsd(answer, brief) ?? 0);
  return answer;
}

/** For whoever reports the failure to the provider. */
function requestIn({ calls }: Answer): string {
  return calls.requestId === null ? '' : ` (request ${calls.requestId})`;
}

const CENT_DIGITS = 2;

function unaffordable(worstUsd: number, { profile }: Brief): Answer {
  return {
    kind: 'failure',
    code: 'BUDGET_EXCEEDED',
    message: `Not asked: a request may cost up to $${worstUsd.toFixed(CENT_DIGITS)}, more than budget-usd leaves.`,
    remedy: remedyFor('BUDGET_EXCEEDED'),
    usage: NO_USAGE,
    calls: { requests: 0, refusals: [], queuedMs: 0, answeredMs: 0, requestId: null, model: profile.id },
  };
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
