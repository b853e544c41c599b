import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packHtml } from '../../../src/core/report/pack-html.ts';
import { piecesOf } from '../../../src/core/report/pack-pieces.ts';
import { type PackWish, packViewOf, snippetOf } from './pack-sample.ts';

const HOSTILE = `<script>alert(1)</script>"'&<img src=x onerror=alert(1)>\u202e\n--><style>*{}</style>`;
const SECRET = `ghp_${'a1B2'.repeat(9)}`;

/** A page as a parser would see it: names of tags, and whether every attribute is quoted. */
function tagsIn(page: string): string[] {
  return [...page.matchAll(/<\/?([a-z][\w-]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>/gi)].map(
    ([, name = '']) => name,
  );
}

const bracketsIn = (page: string): number => page.match(/</g)?.length ?? 0;

describe('the page of what would be sent', () => {
  it.each<[string, PackWish, RegExp]>([
    [
      'the change',
      {},
      /<h1>#42 Retry payments that time out<\/h1>\n<p class="soft">main \(0f1e2d3\) → retry \(a1b2c3d\) · 1 file, \+3 −0<\/p>/,
    ],
    ['the tokens', {}, /<dt>Prompt<\/dt><dd>[\d,]+ tokens<small>estimated, before what the cache serves</],
    ['the cost', {}, /<dt>Cost<\/dt><dd>\$0\.\d+ to \$0\.\d+<small>/],
    ['that no price is known', { inputs: { provider: 'dashscope' } }, /<dt>Cost<\/dt><dd>not known</],
    [
      'thinking and why',
      { inputs: { thinking: 'enabled' } },
      /Thinking is <b>on<\/b>: thinking: enabled is set\.</,
    ],
    [
      'the window',
      {},
      /<b>[\d,]+<\/b> used · <b>32,768<\/b> kept for the answer · <b>4,096<\/b> kept as a margin · <b>[\d,]+<\/b> free · of 262,144 tokens/,
    ],
    [
      'a piece with its reason',
      { packs: [{ snippets: [snippetOf('src/b.ts', 'imports a changed file')] }] },
      /<td><i class="key" style="--hue:142"><\/i>src\/b\.ts:1-2<\/td><td>imports a changed file<\/td><td class="number">2<\/td><td class="number">\d+<\/td><td class="number">\d+\.\d %<\/td>/,
    ],
    [
      'guidance',
      { guidance: [snippetOf('AGENTS.md', 'repository guidance')] },
      /AGENTS\.md<\/td><td>repository guidance, as it is at the base<\/td>/,
    ],
    [
      'issues',
      { tickets: [{ number: 3, title: 'Round', body: '', closes: true, points: [] }] },
      /issue 3<\/td><td>closed by the pull request<\/td>/,
    ],
    [
      'failing checks',
      { failingChecks: [{ name: 'build', title: '', summary: '', places: [] }] },
      /failing checks<\/td><td>failed at the head<\/td>/,
    ],
    [
      'what was left out',
      {
        packs: [
          { leftOut: [{ path: 'c.ts', reason: 'no room', why: 'uses a changed name', tokens: 1_234 }] },
        ],
      },
      /Left out of this request: 1 piece, 1,234 tokens<\/h2>[\s\S]*<td>c\.ts<\/td><td>uses a changed name<\/td><td>no room<\/td><td class="number">1,234</,
    ],
    [
      'what a rule leaves out',
      { excluded: [{ path: 'd.lock', rule: 'lock-file', reason: 'd.lock is a lock file', hunkIds: ['1'] }] },
      /<td>d\.lock<\/td><td>lock-file<\/td><td>is a lock file<\/td><td class="number">1</,
    ],
    [
      'what could not be read',
      { unread: [{ path: 'e.csv', reason: 'too large' }] },
      /<td>e\.csv<\/td><td>too large<\/td>/,
    ],
    ['notes', { notes: ['The listing was cut.'] }, /<li>The listing was cut\.<\/li>/],
    ['that nothing is sent', { packs: [] }, /Nothing would be sent\./],
  ])('tells %s', (_what, wish, words) => expect(packHtml(packViewOf(wish))).toMatch(words));

  it('has a tab for each of several requests, and none for one', () => {
    const several = packHtml(packViewOf({ packs: [{}, {}, {}] }));
    expect(several.match(/<input type="radio"[^>]*>/g)).toHaveLength(3);
    expect(several.match(/ checked>/g)).toHaveLength(1);
    expect(several).toContain('<label for="request-3">Part 3 of 3</label>');
    expect(packHtml(packViewOf())).not.toContain('<input');
  });

  it('runs nothing, loads nothing and holds no line of the code', () => {
    const page = packHtml(
      packViewOf({ packs: [{ snippets: [snippetOf('src/b.ts', 'test of a changed file')] }] }),
    );
    expect(page).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src 'none';`);
    expect(page).not.toMatch(/<script|\bsrc=|url\(|@import|https?:|the code itself/);
  });

  it('links each box to a row of the table', () => {
    const snippets = Array.from({ length: 30 }, (_, index) =>
      snippetOf(`src/${index}.ts`, 'imports a changed file', 40),
    );
    const page = packHtml(packViewOf({ packs: [{ snippets }, { snippets }] }));
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.length).toBeGreaterThan(60);
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('merges what would be too small to see', () => {
    const small = Array.from({ length: 2_000 }, (_, index) =>
      snippetOf(`src/small/${index}.ts`, 'test of a changed file', 1),
    );
    const snippets = [snippetOf('src/big.ts', 'changed file', 60_000), ...small];
    const page = packHtml(packViewOf({ packs: [{ snippets }] }));
    expect(/<b[^>]*>2,000 smaller pieces<\/b>/.test(page)).toBe(true);
    expect(page.match(/class="box/g)?.length).toBeLessThan(20);
    expect(page.match(/<tr id="piece-1-/g)?.length).toBeGreaterThan(2_000);
  });
});

describe('strangers’ text on the page', () => {
  const wish = (text: string): PackWish => ({
    path: text,
    pull: { title: text, head: { ref: text, sha: 'a'.repeat(40), repository: null } },
    packs: [
      {
        snippets: [snippetOf(text, 'imports a changed file')],
        leftOut: [{ path: text, reason: text, why: 'uses a changed name', tokens: 5 }],
      },
    ],
    excluded: [{ path: text, rule: 'lock-file', reason: text, hunkIds: [] }],
    unread: [{ path: text, reason: text }],
    notes: [text],
    guidance: [snippetOf(text, 'repository guidance')],
  });
  const harmless = tagsIn(packHtml(packViewOf(wish('a'))));

  it('is no markup', () => {
    const page = packHtml(packViewOf(wish(HOSTILE)));
    expect(page).not.toMatch(/<script|<img|<style>\*/);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
    expect(page).not.toContain('\u202e');
    expect(page).toContain('\\u{202e}\\n');
  });

  it('shows no secret', () => expect(packHtml(packViewOf(wish(SECRET)))).not.toContain(SECRET));

  it('adds no tag and closes none, whatever it is', () => {
    const text = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', 'a', ' ', '=', '`'), minLength: 1 }),
    );
    fc.assert(
      fc.property(text, (name) => {
        const page = packHtml(packViewOf(wish(name)));
        const known = tagsIn(page);
        expect(bracketsIn(page)).toBe(known.length + 1);
        expect(new Set(known)).toEqual(new Set(harmless));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the pieces', () => {
  it('sum to the request', () => {
    const view = packViewOf({
      guidance: [snippetOf('AGENTS.md', 'repository guidance', 9)],
      packs: [
        {
          snippets: [
            snippetOf('src/b.ts', 'imports a changed file', 90),
            snippetOf('src/a.ts', 'changed file', 9),
          ],
        },
      ],
      tickets: [{ number: 3, title: 'Round', body: 'Cents.', closes: false, points: [] }],
    });
    const [packed] = view.packs;
    if (packed === undefined) throw new Error('The sample has a pack.');
    const pieces = piecesOf(packed, view.brief);
    expect(pieces.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(packed.request.promptTokens);
    expect(new Set(pieces.map(({ kind }) => kind))).toEqual(
      new Set([
        'changes',
        'changed files',
        'code around the change',
        'pull request',
        'guidance',
        'rules',
        'question',
      ]),
    );
  });
});
