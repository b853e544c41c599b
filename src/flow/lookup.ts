import { decodeLookup, type LookupCall, questionOf } from '../core/lookup/lookup.ts';
import { ANSWER_CHARACTERS_MIN, renderLookup } from '../core/lookup/render.ts';
import type { ToolCall } from '../core/prompt/request.ts';
import { answerCall, type LookupWorld, openLibrary } from './lookup-library.ts';

/** What all look-ups of a run may take together, and each of them. */
export type LookupLimits = {
  readonly calls: number;
  readonly characters: number;
  readonly answerCharacters: number;
};

export const LOOKUP_LIMITS: LookupLimits = { calls: 200, characters: 1_000_000, answerCharacters: 12_000 };

/** A read-only door into the repository at two revisions. */
export type Lookups = {
  /** Never rejects and is never empty: whatever goes wrong is told as a sentence, for the model to go on with. */
  answer(call: ToolCall): Promise<string>;
  /** Sentences for the reader about look-ups that were refused or failed; usually none. */
  notes(): readonly string[];
};

/** Opens the door for one run. The same question is answered once, and everybody who asks it gets that answer. */
export function openLookups({ limits, ...world }: LookupWorld & { readonly limits: LookupLimits }): Lookups {
  const library = openLibrary(world);
  const answers = new Map<string, Promise<string>>();
  const notes = new Set<string>();
  const spent = { calls: 0, characters: 0 };

  async function read(call: LookupCall): Promise<string> {
    const answer = await answerCall(call, library);
    const text = renderLookup(answer, Math.max(limits.answerCharacters, ANSWER_CHARACTERS_MIN));
    spent.characters += text.length;
    return text;
  }

  return {
    answer: async (call) => {
      const decoded = decodeLookup(call);
      if (decoded.kind === 'problem') return decoded.problem;
      const question = questionOf(call);
      const known = answers.get(question);
      if (known !== undefined) return known.catch(() => FAILED);
      if (spent.calls >= limits.calls || spent.characters >= limits.characters) {
        notes.add(`The look-ups of this run were used up (${spent.calls} of them were answered).`);
        return USED_UP;
      }
      spent.calls += 1;
      const answer = read(decoded.call);
      answers.set(question, answer);
      return answer.catch((error: unknown) => {
        // What failed once may succeed later: a failure is no answer.
        answers.delete(question);
        notes.add(
          `A look-up (${call.name}) failed: ${error instanceof Error ? error.message : String(error)}`,
        );
        return FAILED;
      });
    },
    notes: () => [...notes],
  };
}

const USED_UP =
  'All look-ups of this review are used up. Do not ask for more: judge by what you have seen, and leave out what you cannot prove.';
const FAILED =
  'The repository could not be read for this. Judge by what you have seen, and leave out what you cannot prove.';
