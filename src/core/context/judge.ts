import { definitionsAmong } from './definitions.ts';
import type { Hits } from './hits.ts';
import { importsOf } from './imports.ts';
import { keysAmong } from './keys-among.ts';
import { leftBehindAmong } from './left-behind.ts';
import { mentionsAmong } from './mentions.ts';
import type { Neighbour } from './neighbour.ts';
import type { GatherPlan } from './plan.ts';
import type { ReadFile } from './reading.ts';
import { resolveImport } from './resolve-import.ts';
import type { Ask } from './search-plan.ts';
import { siblingsAmong } from './siblings.ts';
import { isTestPath } from './test-files.ts';
import type { Touched } from './touched.ts';
import { EXPORTS_AGAIN, usersAmong } from './users.ts';
import { type Change, wantedTests } from './want.ts';

/** Which of the read files are neighbours, and why. A file may be one for several reasons. */
export function judgedAmong(known: {
  readonly touched: readonly Touched[];
  readonly files: readonly ReadFile[];
  readonly asks: readonly Ask[];
  readonly hits: Hits;
  readonly change: Change;
  readonly plan: GatherPlan;
}): Neighbour[] {
  const { plan, change } = known;
  const around = { ...known, paths: change.paths, imported: importedBy(change, known.files) };
  const users = plan.graph || plan.tests ? usersAmong(around) : [];
  const keys = plan.keys || plan.mentions ? keysAmong(around) : [];
  const mentions = plan.mentions || plan.graph ? mentionsAmong(around) : [];
  return [
    ...mentions.filter(({ reason }) => (reason === 'mentions a changed name' ? plan.mentions : plan.graph)),
    ...users.filter(({ reason }) => (reason === 'test of a changed file' ? plan.tests : plan.graph)),
    ...(plan.graph ? definitionsAmong(around) : []),
    ...keys.filter(({ reason }) => (reason === 'mentions a changed name' ? plan.mentions : plan.keys)),
    ...(plan.siblings ? [...siblingsAmong(around), ...leftBehindAmong(around)] : []),
    ...(plan.tests ? testsByName(change, known.files) : []),
  ];
}

/** All words of which the lines are asked for when neighbours are judged. */
export function wordsInQuestion(touched: readonly Touched[]): ReadonlySet<string> {
  return new Set(
    touched.flatMap((one) => [
      ...one.gone,
      ...one.changed,
      ...one.coupled,
      ...one.types,
      ...one.bases,
      ...one.used,
      ...one.near,
      ...one.manner,
    ]),
  );
}

const NAMED_TEST_WORTH = 60;

function testsByName(change: Change, files: readonly ReadFile[]): Neighbour[] {
  const read = new Map(files.map((file) => [file.path, file]));
  return wantedTests(change).flatMap(({ path, of, names }) => {
    const file = read.get(path);
    if (file === undefined) return [];
    const centres = [...names].flatMap((name) => file.lines.get(name) ?? []);
    return [{ path, reason: 'test of a changed file', of, centres, worth: NAMED_TEST_WORTH } as const];
  });
}

/** What each changed file imports, through files that export again as well. */
function importedBy(change: Change, files: readonly ReadFile[]): Map<string, ReadonlySet<string>> {
  const read = new Map(files.map((file) => [file.path, file]));
  return new Map(
    change.patches.map(({ path }) => {
      const text = change.texts.get(path) ?? '';
      const direct = importsOf(path, text).flatMap((specifier) =>
        resolveImport(path, specifier, change.paths),
      );
      const through = direct.flatMap((one) => {
        const file = read.get(one);
        return file !== undefined && !isTestPath(one) && EXPORTS_AGAIN.test(file.text)
          ? [...file.imports]
          : [];
      });
      return [path, new Set([...direct, ...through])];
    }),
  );
}
