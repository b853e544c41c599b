import { type JsonAnswer, readJsonAnswer } from './answer-json.ts';
import { readWrittenAnswer, type WrittenAnswer } from './answer-text.ts';
import { decodeFinding, plainValue } from './decode.ts';
import type { Finding, ParsedAnswer, Reject } from './finding.ts';
import type { WrittenFinding } from './written-fields.ts';

/** A closing line with no finding before and more than this behind it is an echo of the form, not an end. */
const LINES_AFTER_END_MAX = 3;
const TOOL_MARKER = /<\|(?:tool_calls?|function_calls?)[a-z_]*\|>/;
const SHOWN_CHARACTERS = 40;

/**
 * What an answer says. Tolerant in reading, strict in accepting: a finding that cannot be decoded becomes a
 * reject, and only the closing line, or an answer that is JSON and nothing else, proves that nothing is missing. Prose that says
 * there is nothing to report is not an end and is never read as clean.
 */
export function parseAnswer(text: string, pack: number, reader = ''): ParsedAnswer {
  const plain = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  if (plain.trim() === '') return unreadable('the answer is empty');
  const written = readWrittenAnswer(plain);
  const json = written.sections.length === 0 && written.closing?.count !== 0 ? readJsonAnswer(plain) : null;
  const read = json === null ? fromWritten(written, pack) : fromJson(json, pack);
  const parsed =
    reader === '' ? read : { ...read, findings: read.findings.map((one) => ({ ...one, reader })) };
  if (parsed.state === 'complete' || !TOOL_MARKER.test(written.prose)) return parsed;
  return {
    ...parsed,
    state: 'unreadable',
    problem: 'the answer turns into a tool call, and no tool was offered',
  };
}

function unreadable(problem: string): ParsedAnswer {
  return { findings: [], rejects: [], state: 'unreadable', problem };
}

function fromWritten({ sections, closing }: WrittenAnswer, pack: number): ParsedAnswer {
  const own = sections.map((section) => ({ ...section, body: beforeToolCall(section.body) }));
  const whole = closing === null ? own.map(markCutEnd) : own;
  const decoded = decodeAll(whole, pack);
  const state = stateOf(decoded, closing);
  // Where a quote broke off nobody knows what was text and what was a mark, the closing line included.
  return state.state === 'complete' && whole.some(({ cut }) => cut !== null)
    ? { ...decoded, state: 'truncated', problem: 'a quote is not closed' }
    : { ...decoded, ...state };
}

function stateOf(
  { findings, rejects }: Pick<ParsedAnswer, 'findings' | 'rejects'>,
  closing: WrittenAnswer['closing'],
): Pick<ParsedAnswer, 'state' | 'problem'> {
  const sections = findings.length + rejects.length;
  if (closing === null || closing.count === null) {
    const lack = closing === null ? 'the closing line is missing' : 'the closing line states no count';
    return sections === 0
      ? { state: 'unreadable', problem: `${lack}, and there is no finding` }
      : { state: 'truncated', problem: `${lack} after ${counted(sections)}` };
  }
  if (closing.count < findings.length || closing.count > sections) {
    const problem = `the closing line states ${counted(closing.count)}, the answer has ${sections}`;
    return { state: 'truncated', problem };
  }
  if (sections === 0 && closing.linesAfter > LINES_AFTER_END_MAX) {
    return { state: 'unreadable', problem: `${closing.linesAfter} lines follow the closing line` };
  }
  return { state: 'complete', problem: null };
}

function counted(count: number): string {
  return `${count} ${count === 1 ? 'finding' : 'findings'}`;
}

function beforeToolCall(body: string): string {
  return (body.split(TOOL_MARKER)[0] ?? '').trim();
}

/** Without a closing line the last section may end in the middle of a sentence: that is no comment to post. */
function markCutEnd(
  section: WrittenFinding,
  index: number,
  sections: readonly WrittenFinding[],
): WrittenFinding {
  const ends = /[.!?…:;)\]}"'`~*。！？]$/.test(section.body);
  if (index < sections.length - 1 || ends || section.cut !== null) return section;
  const tail = section.body.slice(-SHOWN_CHARACTERS);
  return { ...section, cut: `body: the answer breaks off ${tail === '' ? 'before it' : `after "${tail}"`}` };
}

function fromJson({ elements, closed, proseAfter }: JsonAnswer, pack: number): ParsedAnswer {
  const decoded = decodeAll(elements, pack);
  if (!closed)
    return {
      ...decoded,
      state: 'truncated',
      problem: `the JSON breaks off after ${counted(elements.length)}`,
    };
  // What was found is kept; whether it is all, the text behind it may deny.
  if (proseAfter) return { ...decoded, state: 'unreadable', problem: 'text follows the JSON' };
  return { ...decoded, state: 'complete', problem: null };
}

function decodeAll(
  written: readonly (WrittenFinding | string)[],
  pack: number,
): { findings: Finding[]; rejects: Reject[] } {
  const findings: Finding[] = [];
  const rejects: Reject[] = [];
  for (const [index, one] of written.entries()) {
    const decoded = typeof one === 'string' ? { problem: one } : decodeFinding(one, pack);
    if ('problem' in decoded) {
      const title = typeof one === 'string' ? '' : plainValue(one.fields.get('title') ?? '');
      rejects.push({ pack, index: index + 1, problem: decoded.problem, title });
    } else findings.push(decoded);
  }
  return { findings, rejects };
}
