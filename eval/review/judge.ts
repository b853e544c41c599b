import type { Model } from '../../src/ports.ts';
import { judgeQuestion, ORDERS, readJudgement } from './judge-question.ts';
import type { CaseRun } from './run-case.ts';
import type { Opinion } from './score/opinion.ts';
import type { Told } from './told.ts';

export type Judgement = {
  /** By the id of the finding. */
  readonly opinions: ReadonlyMap<string, Opinion>;
  /** Answers that could not be read; the finding matches nothing then. */
  readonly unreadable: readonly string[];
};

/**
 * Asks about every finding of a case which golden or known-false claim it is the same as: once in each order,
 * and both have to agree. Findings that say the same are asked about once.
 */
export async function judgeCase({ case: one, told }: CaseRun, model: Model): Promise<Judgement> {
  const claims = [...one.goldens, ...one.knownFalse].map(({ description }) => description);
  const unreadable: string[] = [];
  const opinions = new Map<string, Opinion>();
  if (claims.length === 0) return { opinions, unreadable };
  const distinct = [...new Map(told.map((each) => [each.id, each])).values()];
  await Promise.all(
    distinct.map(async (each) => {
      const { same, problems } = await bothOrders(each, claims, model);
      unreadable.push(...problems);
      opinions.set(each.id, {
        goldens: same.filter((index) => index < one.goldens.length),
        knownFalse: same.some((index) => index >= one.goldens.length),
      });
    }),
  );
  return { opinions, unreadable };
}

async function bothOrders(told: Told, claims: readonly string[], model: Model) {
  const answers = await Promise.all(
    ORDERS.map(async (order) => {
      const request = judgeQuestion(told, claims, order);
      const answer = await model.ask(request);
      const same = answer.kind === 'reply' ? readJudgement(answer.text, claims.length) : null;
      return { name: request.name, same };
    }),
  );
  const [first, ...others] = answers.map(({ same }) => same ?? []);
  return {
    same: (first ?? []).filter((index) => others.every((other) => other.includes(index))),
    problems: answers.filter(({ same }) => same === null).map(({ name }) => name),
  };
}
