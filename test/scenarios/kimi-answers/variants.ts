import {
  chatter,
  fencedJson,
  leakedToolMarkers,
  reply,
  thinkingOnly,
  truncatedInThought,
  truncatedMidAnswer,
  unknownFinish,
} from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import type { Scenario } from '../scenario.ts';
import { ANSWER, DEFECT, inShop } from '../shop.ts';

export const about = 'Answers that are not as asked for';

const PROSE = 'The loop now runs one round too many. I would change the bound back to what it was before.';

/** Cut in the middle, the first finding stands and the second is torn. */
const TWO = answer([
  DEFECT,
  {
    path: 'src/total.js',
    line: 6,
    severity: 'minor',
    title: 'The sum of an empty list is not told apart',
    quote: '  return sum;',
    body: 'A caller cannot tell an empty list from a list of zeros. '.repeat(20),
  },
]);

const { path, line, title, quote, body } = DEFECT;
const AS_JSON = {
  findings: [{ path, line, severity: 'major', category: 'bug', confidence: 'high', title, quote, body }],
};

const thinking = { inputs: { thinking: 'enabled' } };

export const variants: readonly Scenario[] = [
  inShop('Prose instead of the form, then the form', { kimi: { answer: [reply(PROSE), reply(ANSWER)] } }),
  inShop('Prose twice', { kimi: { answer: [reply(PROSE)] } }),
  inShop('JSON in a fence', { kimi: { answer: [fencedJson(AS_JSON)] } }),
  inShop('The form between pleasantries', { kimi: { answer: [chatter(ANSWER)] } }),
  inShop('Cut in the middle, then whole', { kimi: { answer: [truncatedMidAnswer(TWO), reply(TWO)] } }),
  inShop('Cut in the middle again and again: what stood before the cut is posted', {
    kimi: { answer: [truncatedMidAnswer(TWO)] },
  }),
  inShop('Thinking used up the output, then an answer without thinking', {
    ...thinking,
    kimi: { answer: [truncatedInThought('Let me look again. '.repeat(50)), reply(ANSWER)] },
  }),
  inShop('Thinking without an answer, then an answer', {
    ...thinking,
    kimi: { answer: [thinkingOnly(), reply(ANSWER)] },
  }),
  inShop('Thinking without an answer, and nothing without thinking', {
    ...thinking,
    kimi: { answer: [thinkingOnly()] },
  }),
  inShop('Tool markers leak into the text behind the answer', {
    kimi: { answer: [leakedToolMarkers(ANSWER)] },
  }),
  inShop('Tool markers instead of an answer, then the answer', {
    kimi: { answer: [leakedToolMarkers(), reply(ANSWER)] },
  }),
  inShop('A finish reason nobody knows, behind a whole answer', {
    kimi: { answer: [unknownFinish(ANSWER)] },
  }),
  inShop('A finish reason nobody knows, behind half an answer', {
    kimi: { answer: [unknownFinish(ANSWER.slice(0, ANSWER.length / 2)), reply(ANSWER)] },
  }),
];
