import { tokenBudget } from '../../src/core/budget/budget.ts';
import type { ContextPack } from '../../src/core/budget/context-pack.ts';
import { snippetTokens } from '../../src/core/budget/measure.ts';
import { packContext } from '../../src/core/budget/pack.ts';
import type { Snippet } from '../../src/core/context/snippet.ts';
import { fixedTokens } from '../../src/core/prompt/review-prompt.ts';
import { parseSettings } from '../../src/core/settings/parse.ts';
import { type Prepared, prepare } from '../../src/flow/prepare.ts';
import { openSymbols } from '../../src/grammar/symbols.ts';
import { openGit } from '../../src/workspace/git.ts';
import { openLocalPulls } from '../../src/workspace/local-pulls.ts';
import { openLocalRepositories } from '../../src/workspace/local-repository.ts';
import { createRepository } from '../../test/doubles/github/repository.ts';
import { headText, placesOf } from '../case-file/change.ts';
import { backgroundFiles } from './background.ts';
import type { Needed, RetrievalCase } from './case.ts';
import { isCovered } from './covered.ts';
import { crowded } from './crowd.ts';
import type { Part } from './parts.ts';
import { isPartOf } from './parts.ts';

export type Conditions = {
  /** Tokens of code around the change that a request may hold. */
  readonly budget: number;
  /** What is taken out of the gathered snippets before they are packed. */
  readonly off: readonly Part[];
  /** Each case in a large repository, see `crowd.ts`. */
  readonly isCrowded: boolean;
};

export type Measured = {
  readonly case: RetrievalCase;
  readonly found: readonly Needed[];
  readonly missed: readonly Needed[];
  /** Prompt tokens of all packs. */
  readonly tokens: number;
  /** Tokens of snippets, and of those that come from a changed or a needed file. */
  readonly context: number;
  readonly useful: number;
  /** The same without the changed files: what the neighbourhood costs and how much of it was wanted. */
  readonly around: number;
  readonly aroundUseful: number;
  /** Tokens around the change that were found, whether they had room or not. */
  readonly gathered: number;
  readonly reasons: readonly string[];
};

const SYMBOLS = openSymbols(new URL('../../dist/grammars/', import.meta.url));
const SILENT = { step: () => undefined, info: () => undefined, warn: () => undefined };

/** Builds the repository of a case, prepares its review as `kimi-review pack` would, and looks for the lines. */
export async function measure(small: RetrievalCase, conditions: Conditions): Promise<Measured> {
  const one = conditions.isCrowded ? crowded(small) : small;
  const base = { ...backgroundFiles(one.language), ...one.base };
  const built = createRepository({ base, head: one.head, renames: one.renames, message: one.title });
  try {
    const git = openGit(`${built.path}/.git`);
    const repository = openLocalRepositories(git).open(null);
    const pulls = await openLocalPulls(git, repository, { base: built.baseSha, head: built.headSha });
    const pull = await pulls.read(0);
    const settings = parseSettings({}, `limits:\n  context-tokens: ${conditions.budget}\n`);
    const trigger = { kind: 'review', pulls: [0], automatic: false, cause: 'evaluation' } as const;
    const prepared = await prepare(
      { pulls, repository, symbols: SYMBOLS, log: SILENT },
      { pull, settings, trigger },
    );
    const gathered = tokensOf(prepared.gathered.snippets.filter(({ reason }) => reason !== 'changed file'));
    return { ...account(one, packsOf(prepared, conditions.off)), gathered };
  } finally {
    built.remove();
  }
}

function packsOf(prepared: Prepared, off: readonly Part[]): readonly ContextPack[] {
  if (off.length === 0) return prepared.packs;
  const { scope, gathered, brief } = prepared;
  return packContext({
    scope,
    snippets: gathered.snippets.filter((snippet) => !off.some((part) => isPartOf(snippet, part))),
    budget: tokenBudget(brief.profile, brief.settings),
    fixedTokens: fixedTokens(brief),
  });
}

function account(one: RetrievalCase, packs: readonly ContextPack[]): Omit<Measured, 'gathered'> {
  const snippets = packs.flatMap((pack) => pack.snippets);
  const isFound = ({ path, quote }: Needed) => {
    const [place] = placesOf(headText(one, path) ?? '', quote);
    return place !== undefined && isCovered({ path, ...place }, packs);
  };
  const neededPaths = new Set(one.needed.map(({ path }) => path));
  const around = snippets.filter(({ reason }) => reason !== 'changed file');
  const changed = new Set([...Object.keys(one.head), ...Object.entries(one.renames).flat()]);
  const isUseful = ({ path }: Snippet) => neededPaths.has(path) || changed.has(path);
  return {
    case: one,
    found: one.needed.filter(isFound),
    missed: one.needed.filter((needed) => !isFound(needed)),
    tokens: packs.reduce((sum, pack) => sum + pack.tokens, 0),
    context: tokensOf(snippets),
    useful: tokensOf(snippets.filter(isUseful)),
    around: tokensOf(around),
    aroundUseful: tokensOf(around.filter(isUseful)),
    reasons: snippets.filter(({ path }) => neededPaths.has(path)).map(({ reason }) => reason),
  };
}

function tokensOf(snippets: readonly Snippet[]): number {
  return snippets.reduce((sum, snippet) => sum + snippetTokens(snippet), 0);
}
