import { candidatesFrom } from '../core/context/candidates.ts';
import { companionsOf } from '../core/context/companions.ts';
import { excerptOf, narrowExcerptOf } from '../core/context/excerpt.ts';
import { type Hits, hitsOf, linesOfTexts } from '../core/context/hits.ts';
import { judgedAmong, wordsInQuestion } from '../core/context/judge.ts';
import { leftBehind } from '../core/context/left-behind.ts';
import { namedFiles, withLines } from '../core/context/named.ts';
import type { Neighbour } from '../core/context/neighbour.ts';
import { onwardFrom, onwardPlan, seenFrom } from '../core/context/onward.ts';
import type { GatherPlan } from '../core/context/plan.ts';
import { inOrder, withinShares } from '../core/context/rank.ts';
import { type ReadFile, readFile } from '../core/context/reading.ts';
import { type Ask, searchPlan } from '../core/context/search-plan.ts';
import { likelySiblings } from '../core/context/siblings.ts';
import type { Snippet } from '../core/context/snippet.ts';
import { type Touched, touchedBy } from '../core/context/touched.ts';
import { type Change, likelyImporters, wantedImports, wantedTests } from '../core/context/want.ts';
import { isQuicklySearched, wholeWhenSmall } from '../core/context/whole.ts';
import { type Round, readTexts } from './gather-texts.ts';
import { outlined, type Versions } from './versions.ts';

/**
 * The code around a change, most worthy first: from the changed definitions outwards, one search of the whole
 * repository and one batch of reads, and a smaller step further from what was found. Where the repository
 * cannot be searched, what lies near is read instead.
 */
export async function readNeighbourhood(
  round: Round,
  change: Change,
  versions: Versions,
): Promise<Snippet[]> {
  const { settings, plan } = round;
  if (settings.limits.contextTokens === 0) return [];
  const touched = change.patches.map((patch) =>
    touchedBy(patch, versions.get(patch.path) ?? { head: null, old: null }),
  );
  const together = await companions(round, touched);
  const nearby = nearbyFiles(change, touched, plan);
  const paths = [...nearby, ...together.map(({ path }) => path)];
  const first = await ring(round, {
    change,
    touched,
    plan,
    paths,
    read: new Map(),
    asked: new Set(),
    filesMax: FILES_MAX,
  });
  const here = inOrder([...first.neighbours, ...together.filter(({ path }) => first.read.has(path))]);
  const further =
    plan.graph || plan.tests ? await readFurther(round, { change, touched, here, first }) : null;
  const neighbours = further === null ? here : inOrder([...here, ...further.neighbours]);
  const read = further?.read ?? first.read;
  return withinShares(
    neighbours.flatMap((one) => excerpt(one, read)),
    settings.limits.contextTokens,
  );
}

const COMMITS_MAX = 400;
const FILES_MAX = 260;
const FILES_FURTHER_MAX = 40;

type Ring = {
  readonly neighbours: readonly Neighbour[];
  readonly read: ReadonlyMap<string, ReadFile>;
  /** What could be read or not: nothing is asked for twice. */
  readonly asked: ReadonlySet<string>;
};

type Step = {
  readonly change: Change;
  readonly touched: readonly Touched[];
  readonly plan: GatherPlan;
  /** To be read whatever the search finds. */
  readonly paths: readonly string[];
  /** What earlier steps have read. */
  readonly read: ReadonlyMap<string, ReadFile>;
  readonly asked: ReadonlySet<string>;
  readonly filesMax: number;
};

/** One search, one batch of reads, and the judgement of everything read so far. */
async function ring(round: Round, step: Step): Promise<Ring> {
  const { change, touched, plan, read } = step;
  const asks = searchPlan(touched, plan, change.paths);
  const named = namedFiles(touched, change.paths);
  const found = await searched(round, asks);
  const changed = new Set(round.scope.patches.map(({ path }) => path));
  const others =
    found === null
      ? (wholeWhenSmall(round.tree) ?? likelyImporters(change))
      : [...(plan.siblings ? copiesOf(touched, found) : []), ...candidatesFrom(asks, found, changed)];
  const wanted = [...new Set([...step.paths, ...named.map(({ path }) => path), ...others])]
    .filter((path) => !changed.has(path) && !step.asked.has(path) && round.shelf.problemWith(path) === null)
    .slice(0, step.filesMax);
  const texts = await readTexts(round, round.pull.head.sha, { paths: wanted, tell: false });
  const words = wordsInQuestion(touched);
  const now = new Map(read);
  for (const [path, file] of await outlined(round.world, texts)) {
    now.set(path, readFile({ path, ...file }, words, change.paths));
  }
  const files = [...now.values()];
  const hits = found ?? hitsIn(files, asks);
  return {
    neighbours: [
      ...judgedAmong({ touched, files, asks, hits, change, plan }),
      ...named.flatMap((one) => {
        const file = now.get(one.path);
        return file === undefined ? [] : [withLines(one, file.text)];
      }),
    ],
    read: now,
    asked: new Set([...step.asked, ...wanted]),
  };
}

/** Paths that still say what the change replaced. */
function copiesOf(touched: readonly Touched[], found: Hits): string[] {
  return touched.flatMap((one) => leftBehind(one, found).map(({ path }) => path));
}

type Reached = {
  readonly change: Change;
  readonly touched: readonly Touched[];
  readonly here: readonly Neighbour[];
  readonly first: Ring;
};

/** From the definitions that were found to what they speak of, where another search costs next to nothing. */
async function readFurther(round: Round, { change, touched, here, first }: Reached): Promise<Ring | null> {
  if (!isQuicklySearched(round.tree)) return null;
  const { read, asked } = first;
  const onward = onwardFrom(here, [...read.values()], touched);
  if (onward.length === 0) return null;
  const from = onward.map((one) => one.touched);
  const texts = new Map(from.map(({ patch }) => [patch.path, read.get(patch.path)?.text ?? '']));
  const further = await ring(round, {
    change: { patches: from.map(({ patch }) => patch), texts, paths: change.paths },
    touched: from,
    plan: onwardPlan(round.plan),
    paths: [],
    read,
    asked,
    filesMax: FILES_FURTHER_MAX,
  });
  return { ...further, neighbours: seenFrom(onward, further.neighbours) };
}

function nearbyFiles(change: Change, touched: readonly Touched[], plan: GatherPlan): string[] {
  return [
    ...(plan.tests ? wantedTests(change).map(({ path }) => path) : []),
    ...(plan.graph ? wantedImports(change).map(({ path }) => path) : []),
    ...(plan.siblings ? likelySiblings(touched, change.paths) : []),
  ];
}

async function searched(round: Round, asks: readonly Ask[]): Promise<Hits | null> {
  const words = [...new Set(asks.map(({ word }) => word))];
  if (words.length === 0) return new Map();
  const lines = await round.world.repository.lines(round.pull.head.sha, words);
  return lines === null ? null : hitsOf(lines, words);
}

function hitsIn(files: readonly ReadFile[], asks: readonly Ask[]): Hits {
  const words = [...new Set(asks.map(({ word }) => word))];
  return hitsOf(linesOfTexts(new Map(files.map(({ path, text }) => [path, text]))), words);
}

async function companions(round: Round, touched: readonly Touched[]): Promise<Neighbour[]> {
  if (!round.plan.history) return [];
  const commits = await round.world.repository.history(round.pull.base.sha, COMMITS_MAX);
  return commits === null ? [] : companionsOf(touched, commits);
}

function excerpt(one: Neighbour, read: ReadonlyMap<string, ReadFile>): Snippet[] {
  const file = read.get(one.path);
  if (file === undefined) return [];
  const shown = one.narrow === true ? narrowExcerptOf : excerptOf;
  return shown({ path: one.path, revision: 'head', reason: one.reason, of: one.of }, file, one.centres);
}
