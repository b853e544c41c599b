import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import type { Scenario } from '../scenario.ts';

export const scenario: Scenario = {
  title: 'Nothing to say: one line, no review, a green check',
  repository: {
    base: { 'src/name.ts': 'export const name = (first: string) => first;\n' },
    head: { 'src/name.ts': 'export const name = (first: string) => first.trim();\n' },
  },
  kimi: { answer: [reply(answer([]))] },
};
