import { folderOf, languageOf, stemOf } from '../../src/core/context/languages.ts';
import { changedNames, declaredNames } from '../../src/core/context/names.ts';
import { isTestPath } from '../../src/core/context/test-files.ts';
import type { FilePatch } from '../../src/core/diff/diff.ts';
import { rebuildPatch } from '../../src/core/diff/rebuild.ts';
import { originOf } from '../case-file/change.ts';
import type { RetrievalCase } from './case.ts';
import type { Called, Face } from './crowd-faces.ts';
import { faceOf, grown, works } from './grow.ts';
import { NOUNS, pick, snake, upper, VERBS } from './words.ts';

/** Files of the same folder that use what is changed, for each changed file. */
const USERS = 36;
const WORKS_A_USER = 8;
const WORKS_A_TEST = 24;
const NAMES_MAX = 3;
const KEYS_MAX = 6;
/** Settings and prose that speak of the same names and keys. */
const TALKERS = 8;
const LINES_A_TALKER = 100;

/**
 * The same case in a large repository, the same on every machine: its files get several hundred more lines, dozens
 * of files use what is changed, long tests test it, and settings and prose speak of it. So much is found that
 * its order and its cutting decide.
 */
export function crowded(one: RetrievalCase): RetrievalCase {
  const patches = patchesOf(one);
  const { base, head } = grownFiles(one, patches);
  const files = Object.fromEntries(patches.flatMap((patch) => crowdAround(one, patch)));
  const talkers = Object.fromEntries(talkersAbout(one, patches));
  return { ...one, base: { ...talkers, ...files, ...base }, head };
}

/** Changed files of the case that stand before and after. */
function patchesOf(one: RetrievalCase): FilePatch[] {
  return Object.entries(one.head).map(([path, text]) => {
    const oldPath = originOf(one, path);
    const old = one.base[oldPath] ?? null;
    const status = old === null ? 'added' : text === null ? 'removed' : 'modified';
    return rebuildPatch({ path, oldPath, status }, old ?? '', text ?? '');
  });
}

function grownFiles(one: RetrievalCase, patches: readonly FilePatch[]): Pick<RetrievalCase, 'base' | 'head'> {
  const base = Object.fromEntries(
    Object.entries(one.base).map(([path, text]) => [path, grown(path, text, 'everywhere')]),
  );
  const head: Record<string, string | null> = { ...one.head };
  for (const { path, oldPath, additions, deletions } of patches) {
    const [old, now] = [one.base[oldPath], one.head[path]];
    if (old === undefined || now === undefined || now === null) continue;
    // Both sides are grown alike, or the change would be another one.
    const alike = (['everywhere', 'end'] as const)
      .map((place) => [grown(oldPath, old, place), grown(oldPath, now, place)] as const)
      .find(([before, after]) => {
        const patch = rebuildPatch({ path, oldPath, status: 'modified' }, before, after);
        return patch.additions === additions && patch.deletions === deletions;
      });
    [base[oldPath], head[path]] = alike ?? [old, now];
  }
  return { base, head };
}

/** Users and tests of a changed file, where it is code of a language with a face. */
function crowdAround(one: RetrievalCase, patch: FilePatch): [string, string][] {
  const { path } = patch;
  const text = one.head[path];
  const face = faceOf(path);
  if (face === null || text === undefined || text === null || isTestPath(path)) return [];
  const called = calledIn(patch, one.base[patch.oldPath] ?? '', text);
  // Nobody uses a page or a script that declares nothing.
  if (called.length === 0) return [];
  const folder = folderOf(path);
  const site = { folder, uses: stemOf(path), opening: openingOf(text) };
  const users = Array.from({ length: USERS }, (_user, index): [string, string] => {
    const name = `${pick(NOUNS, index * 5)}${upper(pick(VERBS, index * 3))}${upper(stemOf(path).replaceAll(/\W/g, ''))}${index}`;
    const at = `${folder === '' ? '' : `${folder}/`}${face.namesFile(name)}.${face.ending}`;
    const calls = (work: number) => (work % 3 === 1 ? called.slice(0, 1 + (index % NAMES_MAX)) : []);
    return [at, fileOf(face, { ...site, name }, works(at, WORKS_A_USER, calls))];
  });
  const testPath = face.testPath(folder, site.uses);
  const test = fileOf(
    face,
    { ...site, name: `${site.uses}Test` },
    works(testPath, WORKS_A_TEST, () => called),
  );
  return [...users, [testPath, test]];
}

type Where = {
  readonly name: string;
  readonly folder: string;
  readonly uses: string;
  readonly opening: string;
};

function fileOf(face: Face, where: Where, all: ReturnType<typeof works>): string {
  const called = [...new Set(all.flatMap(({ calls }) => calls))];
  return `${face.opens(where, called, where.opening)}${all.map(face.work).join('\n\n')}\n${face.closes}`;
}

/** Changed names that were there before: whoever uses a lost one is broken, and would have to be shown. */
function calledIn(patch: FilePatch, old: string, now: string): Called[] {
  const before = new Set(old.split('\n').flatMap(declaredNames));
  const after = new Set(now.split('\n').flatMap(declaredNames));
  const kept = (name: string) => after.has(name) && before.has(name);
  const names = [...new Set([...changedNames(patch).filter(kept), ...[...after].filter(kept)])];
  return names.slice(0, NAMES_MAX).map((name) => ({
    name,
    isType: new RegExp(
      `\\b(?:class|struct|interface|record|enum|trait|type|object|protocol)\\s+${name}\\b`,
    ).test(now),
  }));
}

function openingOf(text: string): string {
  const line = text.split('\n').find((one) => /^(?:package|namespace)\s/.test(one)) ?? '';
  return line.startsWith('namespace') ? `${line.replace(/[\s;{]+$/, '')};` : line;
}

function talkersAbout(one: RetrievalCase, patches: readonly FilePatch[]): [string, string][] {
  const own = patches.flatMap(({ hunks }) => hunks.flatMap(({ lines }) => lines));
  const changed = own.filter(({ kind }) => kind !== 'context').map(({ text }) => text);
  const keys = [...changed.join('\n').matchAll(/["'`]([A-Za-z][\w./:-]{3,40})["'`]/g)].map(
    (match) => match[1] ?? '',
  );
  const names = patches
    .filter(({ path }) => languageOf(path) !== null)
    .flatMap((patch) => calledIn(patch, one.base[patch.oldPath] ?? '', one.head[patch.path] ?? ''));
  const words = [...new Set([...keys.slice(0, KEYS_MAX), ...names.map(({ name }) => name)])];
  return Array.from({ length: TALKERS }, (_talker, index) => index).flatMap((index): [string, string][] => {
    const talk = works(`talker ${index}`, LINES_A_TALKER, () => []).map(({ name, limit }, line) => {
      const word = line % 9 === index ? words[(line + index) % Math.max(1, words.length)] : undefined;
      return { name: snake(name), limit, word };
    });
    const prose = talk.map(({ name, limit, word }) =>
      word === undefined
        ? `${name.replaceAll('_', ' ')} keeps ${limit}.`
        : `Since then \`${word}\` is counted as well.`,
    );
    const settings = talk.map(({ name, limit, word }) =>
      word === undefined ? `${name}: ${limit}` : `${name}: "${word}"`,
    );
    return [
      [`docs/notes/${index}.md`, `${prose.join('\n')}\n`],
      [`ops/watched/${index}.yaml`, `${settings.join('\n')}\n`],
    ];
  });
}
