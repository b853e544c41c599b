import { describe, expect, it } from '@jest/globals';
import type { ContextPack } from '../../../src/core/budget/context-pack.ts';
import { modelProfile } from '../../../src/core/model/models.ts';
import { packJson } from '../../../src/core/report/pack-json.ts';
import { renderPackReport } from '../../../src/core/report/pack-report.ts';
import { type PackView, packView } from '../../../src/core/report/pack-view.ts';
import { diffOf, hunkOf, PULL, packOf, patchOf, scopeOf, settingsOf } from './sample.ts';

const plain = (text: string): string => text;
const style = {
  palette: { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain },
  columns: 100,
};
const HUNK = hunkOf('src/a.ts', 1);
const PATCH = patchOf('src/a.ts', [HUNK]);

type Wish = {
  readonly pack?: Partial<ContextPack> | null;
  readonly inputs?: Record<string, string>;
  readonly unread?: PackView['diff']['unread'];
  readonly notes?: readonly string[];
};

function viewOf({ pack = {}, inputs = {}, unread = [], notes = [] }: Wish = {}): PackView {
  const settings = settingsOf(inputs);
  const profile = modelProfile(settings.model, settings.provider);
  const scope = scopeOf([PATCH]);
  const effort = { effort: 'quick', reason: 'effort: quick is set' } as const;
  const brief = {
    pull: PULL,
    commits: [],
    tickets: [],
    failingChecks: [],
    guidance: [],
    settings,
    profile,
    fallback: null,
    language: 'en',
    tools: [],
    paths: [],
    effort,
  };
  const packs = pack === null ? [] : [packOf([PATCH], pack)];
  return packView({ brief, diff: diffOf([PATCH], unread), scope, packs, notes });
}

const snippet = {
  path: 'src/b.ts',
  revision: 'head',
  startLine: 1,
  line: 2,
  text: 'one\ntwo\n',
  reason: 'imports a changed file',
  of: ['src/a.ts'],
} as const;

describe('the account of what would be sent', () => {
  it.each<[string, Wish, RegExp]>([
    ['a changed file', {}, /^ {5}src\/a\.ts {2}\+3 −0, 1 hunk$/m],
    [
      'a hunk in windows',
      { pack: { patches: [{ patch: PATCH, parts: [{ hunk: HUNK, from: 0, to: 2 }] }] } },
      /1 hunk in windows: too large for one request$/m,
    ],
    [
      'code around it',
      { pack: { snippets: [snippet] } },
      /^ {3}Read with them: imports a changed file\n {5}src\/b\.ts:1-2 {2}\d+ tokens {2}for src\/a\.ts$/m,
    ],
    [
      'what was left out for space',
      { pack: { leftOut: [{ path: 'c.ts', reason: 'no room', why: 'uses a changed name', tokens: 1_234 }] } },
      /^ {3}Left out: no room\n {5}c\.ts {2}1,234 tokens {2}uses a changed name$/m,
    ],
    [
      'what could not be read',
      { unread: [{ path: 'd.ts', reason: 'too large' }] },
      /^Not sent, because it could not be read\n {2}d\.ts +too large$/m,
    ],
    ['notes', { notes: ['The listing was cut.'] }, /^Notes\n {2}- The listing was cut\.$/m],
    [
      'thinking by setting',
      { inputs: { thinking: 'enabled' } },
      /^ {3}thinking on: thinking: enabled is set\.$/m,
    ],
    ['no request at all', { pack: null }, /^Nothing would be sent\.$/m],
    [
      'a hostile path',
      { unread: [{ path: 'a\u001b[2J\nb', reason: '\r' }] },
      /^ {2}a\\u\{1b\}\[2J\\nb +\\u\{d\}$/m,
    ],
  ])('tells %s', (_what, wish, words) => expect(renderPackReport(viewOf(wish), style)).toMatch(words));

  it('costs more the more may be written', () => {
    const { cost, packs } = viewOf();
    const tokens = packs[0]?.request.promptTokens ?? 0;
    const { prices } = viewOf().brief.profile;
    expect(cost?.lowUsd).toBeCloseTo(
      (tokens * (prices?.prompt ?? 0) + 1_000 * (prices?.completion ?? 0)) / 1e6,
      9,
    );
    expect(cost?.highUsd).toBeCloseTo(
      (tokens * (prices?.prompt ?? 0) + 32_768 * (prices?.completion ?? 0)) / 1e6,
      9,
    );
  });

  it('has no cost where no price is known', () => {
    expect(viewOf({ inputs: { provider: 'dashscope' } }).cost).toBeNull();
  });

  it('holds no text of the repository in its JSON', () => {
    const text = packJson(viewOf({ pack: { snippets: [{ ...snippet, text: 'the code itself\n' }] } }));
    expect(text).not.toContain('the code itself');
    expect(JSON.parse(text)).toMatchObject({
      requests: [
        {
          files: [{ path: 'src/a.ts', hunks: [{ id: HUNK.id, lines: 3 }] }],
          context: [{ path: 'src/b.ts' }],
        },
      ],
    });
  });
});
