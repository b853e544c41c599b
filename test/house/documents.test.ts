import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { tokenBudget } from '../../src/core/budget/budget.ts';
import { modelProfile } from '../../src/core/model/models.ts';
import { parseSettings } from '../../src/core/settings/parse.ts';

const DOCUMENTS = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...readdirSync('docs/decisions').map((name) => `docs/decisions/${name}`),
];
const textOf = (document: string) => readFileSync(document, 'utf8');
const readme = textOf('README.md');

/** Paths of the repository as prose writes them: `src/flow/run.ts`, `test/core`. */
const OUR_PATH = /^(?:src|test|docs|scripts|bench|eval|examples|schema|dist)\/[\w./-]+$/;
/** How it reviews tells of the demo's own repository. */
const ROOTS = ['.', 'scripts/demo/repository/base', 'scripts/demo/repository/head'];

function linksIn(text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
    (found) => found[1] ?? found[2] ?? '',
  );
  return targets
    .filter((target) => !/^(?:[a-z]+:|#)/.test(target))
    .map((target) => target.replace(/#.*$/, ''));
}

function pathsIn(text: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)]
    .map((found) => found[1] ?? '')
    .filter((span) => OUR_PATH.test(span));
}

describe('what the documents name is there', () => {
  it.each(DOCUMENTS)('every link of %s leads somewhere', (document) => {
    const missing = linksIn(textOf(document)).filter(
      (target) => !existsSync(normalize(join(dirname(document), target))),
    );
    expect(missing).toEqual([]);
  });

  it.each(DOCUMENTS)('every path in %s exists', (document) => {
    const missing = pathsIn(textOf(document)).filter(
      (path) => !ROOTS.some((root) => existsSync(join(root, path))),
    );
    expect(missing).toEqual([]);
  });

  it.each(['src', 'src/core'])('every folder of %s is on the map', (place) => {
    const folders = readdirSync(place).filter((name) => statSync(`${place}/${name}`).isDirectory());
    const map = textOf('ARCHITECTURE.md');
    expect(folders.filter((name) => !map.includes(`\`${place}/${name}\``))).toEqual([]);
  });

  it('a path or link that leads nowhere would be seen', () => {
    expect(pathsIn('see `src/no/such.ts`')).toEqual(['src/no/such.ts']);
    expect(linksIn('see [it](docs/none.md#part) and <img src="docs/none.png">')).toEqual([
      'docs/none.md',
      'docs/none.png',
    ]);
  });
});

describe('the README', () => {
  it('shows the workflow of the examples, letter by letter', () => {
    expect(readme).toContain(`\`\`\`yaml\n${textOf('examples/kimi-review.yml')}\`\`\``);
  });

  it('asks for the permissions the examples ask for', () => {
    for (const permission of ['contents: read', 'pull-requests: write', 'checks: write']) {
      expect(readme).toContain(`| \`${permission}\` |`);
      for (const name of ['kimi-review.yml', 'fork-safe.yml'])
        expect(textOf(`examples/${name}`)).toContain(`  ${permission}`);
    }
  });

  it('tells the prices of the price table, and does its sums with them', () => {
    const profile = modelProfile('kimi-k2.6', 'moonshot');
    const { prices, contextWindow, id } = profile;
    if (prices === null) throw new Error('The default model has a price.');
    const dollars = (amount: number, digits: number) => `$${amount.toFixed(digits)}`;
    const cost = (prompt: number, completion: number, cached = 0) =>
      ((prompt - cached) * prices.prompt + cached * prices.cachedPrompt + completion * prices.completion) /
      1_000_000;
    const row = [prices.prompt, prices.cachedPrompt, prices.completion].map((price) => dollars(price, 2));
    expect(readme).toContain(`| \`${id}\` | ${row.join(' | ')} |`);
    expect(readme).toContain(`read on ${prices.asOf}`);
    for (const [prompt, cached, completion] of [
      [34_001, 25_856, 2_570],
      [360_000, 300_000, 16_500],
    ] as const) {
      const said = [prompt, cached, completion].map((count) => count.toLocaleString('en'));
      expect(readme).toContain(
        `${said[0]} prompt tokens, ${said[1]} of them cached, and ${said[2]} completion tokens: **${dollars(cost(prompt, completion, cached), 3)}**`,
      );
    }
    expect(readme).toContain(`**${dollars(cost(60_000, 6_000), 3)}**`);
    const { output, margin } = tokenBudget(profile, parseSettings({}, null));
    // A cut answer is asked for again with twice the cap, beside the margin that src/core/prompt/recover.ts keeps.
    const tries = [
      { prompt: contextWindow - output - margin, completion: output },
      { prompt: contextWindow - 2 * output - 1_024, completion: 2 * output },
    ];
    for (const { prompt, completion } of tries) {
      const sizes = `${prompt.toLocaleString('en')} prompt tokens and ${completion.toLocaleString('en')} completion tokens`;
      expect(readme).toContain(sizes);
      expect(readme).toContain(`**${dollars(cost(prompt, completion), 3)}**`);
    }
  });

  it('has pictures small enough to load at once', () => {
    for (const name of readdirSync('docs/images')) {
      expect(statSync(`docs/images/${name}`).size).toBeLessThanOrEqual(150_000);
    }
  });
});
