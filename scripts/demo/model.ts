import { readFileSync } from 'node:fs';
import type { KimiCall } from '../../test/doubles/kimi/options.ts';
import type { KimiScript } from '../../test/doubles/kimi/script.ts';
import { reply } from '../../test/doubles/kimi/scripts.ts';

/** What each reader of the demo says, in a file of its own; who has none finds nothing. */
const READERS = [
  { words: 'what the rest of the repository relies on', file: 'contract.md' },
  { words: 'state, order and failure', file: 'state.md' },
];
const PACE = { tokensPerSecond: 4_000 };

/** The stand-in for the model: reviews and verdicts that were written by hand for this pull request. */
export function demoAnswer({ text }: KimiCall): KimiScript {
  const task = text.slice(text.lastIndexOf('# Your task'));
  if (/^Check the/m.test(task)) return reply(verdictsOn(task), PACE);
  const reader = READERS.find(({ words }) => task.includes(words));
  return reply(answerFile(reader?.file ?? 'whole.md'), PACE);
}

/** One section for each claim, chosen by a word of its title. */
function verdictsOn(task: string): string {
  const sections = answerFile('verdicts.md')
    .split(/^## /m)
    .map((section) => section.split(/\n([\s\S]*)/))
    .map(([word = '', verdict = '']) => ({ word, verdict: verdict.trim() }));
  const titles = [...task.matchAll(/^title: (.*)$/gm)].map((match) => match[1] ?? '');
  const verdicts = titles.map((title, index) => {
    const found = sections.find(({ word }) => word !== '' && title.includes(word));
    return `### claim ${index + 1}\n${found?.verdict ?? 'verdict: unsure\nreason: Nobody wrote a verdict for it.'}`;
  });
  const count = `${titles.length} ${titles.length === 1 ? 'claim' : 'claims'}`;
  return `${verdicts.join('\n\n')}\n\n### end of check: ${count}\n`;
}

function answerFile(name: string): string {
  return readFileSync(new URL(`answers/${name}`, import.meta.url), 'utf8');
}
