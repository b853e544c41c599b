import { allLenses } from '../../src/core/prompt/lenses.ts';
import type { KimiCall } from '../doubles/kimi/options.ts';
import type { KimiScript } from '../doubles/kimi/script.ts';
import { reply } from '../doubles/kimi/scripts.ts';
import { answer } from './answers.ts';

/** Who is asked: a reader by name, or whoever checks claims. */
type Role = 'whole' | 'files' | 'contract' | 'state' | 'security' | 'claims' | 'again' | 'check';

/** A request by what its last section asks for. */
export type Asked = {
  readonly call: KimiCall;
  readonly role: Role;
  /** The last section, and whatever was said after it. */
  readonly task: string;
  /** Titles of the claims to be checked, in their order; none for a reader. */
  readonly claims: readonly string[];
  /** How often the model has spoken in this conversation: 0 for the first question. */
  readonly turn: number;
};

type ByRole = Partial<Readonly<Record<Role, KimiScript | ((asked: Asked) => KimiScript)>>>;

const TASK_HEADING = '# Your task';

/** Answers each request by its task. A reader that is not named finds nothing, and a check is sure of everything. */
export function byTask(roles: ByRole): (call: KimiCall) => KimiScript {
  return (call) => {
    const asked = askedIn(call);
    const script = roles[asked.role] ?? (asked.role === 'check' ? verdicts([])(asked) : reply(answer([])));
    return typeof script === 'function' ? script(asked) : script;
  };
}

function askedIn(call: KimiCall): Asked {
  const task = call.text.slice(call.text.lastIndexOf(TASK_HEADING));
  const role = roleIn(task);
  const turn = call.body.messages.filter((message) => message.role === 'assistant').length;
  const claims = role === 'check' ? [...task.matchAll(/^title: (.*)$/gm)].map(([, title = '']) => title) : [];
  return { call, role, task, claims, turn };
}

function roleIn(task: string): Role {
  if (/Check the (?:claim|\d+ claims) below/.test(task)) return 'check';
  const lens = allLenses().find((each) => task.includes(each.task));
  if (lens !== undefined) return lens.name;
  if (task.includes('several readers share it')) return 'files';
  return task.includes('Another reader reads this change too') ? 'again' : 'whole';
}

/** What a check writes about one claim. What is left out is the ordinary case. */
export type WrittenVerdict = {
  /** A part of the title of the claim. */
  readonly about: string;
  readonly verdict?: 'confirmed' | 'refuted' | 'unsure';
  readonly reason?: string;
  readonly introduced?: 'yes' | 'no';
  readonly severity?: string;
  readonly sameAs?: number;
  /** `path:line: the line`, as often as wanted. */
  readonly evidence?: readonly string[];
};

/** Answers a check by the titles of its claims; what nobody wrote a verdict for is confirmed without a line. */
export function verdicts(written: readonly WrittenVerdict[]): (asked: Asked) => KimiScript {
  return ({ claims }) => {
    const sections = claims.map((title, index) => {
      const found = written.find(({ about }) => title.includes(about));
      return verdictSection(index + 1, found ?? { about: title });
    });
    const count = claims.length === 1 ? '1 claim' : `${claims.length} claims`;
    return reply([...sections, `### end of check: ${count}`, ''].join('\n\n'));
  };
}

function verdictSection(number: number, written: WrittenVerdict): string {
  const { verdict = 'confirmed', reason = 'The lines say so.', introduced = 'yes' } = written;
  const fields = [
    `### claim ${number}`,
    'for: the lines it quotes',
    'against: what stands around them',
    `verdict: ${verdict}`,
    `reason: ${reason}`,
    `introduced: ${introduced}`,
    `severity: ${written.severity ?? 'major'}`,
    `same as: ${written.sameAs ?? 'none'}`,
  ];
  return `${fields.join('\n')}\n\n\`\`\`evidence\n${(written.evidence ?? []).join('\n')}\n\`\`\``;
}
