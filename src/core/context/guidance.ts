import { folderOf } from './languages.ts';
import { compare, type RepositoryPaths } from './repository-paths.ts';

/** Files in which a repository tells reviewers and assistants how its code is written. */
const GUIDANCE_NAMES: readonly string[] = ['AGENTS.md', 'CLAUDE.md', 'REVIEW.md', '.cursorrules'];
const ROOT_GUIDANCE = '.github/copilot-instructions.md';
const CURSOR_RULES = '.cursor/rules';
const GUIDANCE_FILES_MAX = 16;

/**
 * The guidance files that apply to the changed paths: those at the root and in every folder above a changed
 * file. From the root downwards, so that the nearest word is read last and weighs most.
 */
export function guidanceFor(changed: readonly string[], paths: RepositoryPaths): string[] {
  const folders = new Set(['', ...changed.flatMap(foldersAbove)]);
  const found = [...folders].flatMap((folder) => {
    const inside = folder === '' ? '' : `${folder}/`;
    const named = GUIDANCE_NAMES.map((name) => `${inside}${name}`).filter((path) => paths.files.has(path));
    const rules = paths.inFolder.get(`${inside}${CURSOR_RULES}`) ?? [];
    return [...named, ...rules.filter((path) => /\.mdc?$/.test(path))];
  });
  if (paths.files.has(ROOT_GUIDANCE)) found.push(ROOT_GUIDANCE);
  return found.sort((a, b) => depth(a) - depth(b) || compare(a, b)).slice(0, GUIDANCE_FILES_MAX);
}

/** True for a path that would guide a review of its neighbours. */
export function isGuidance(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return GUIDANCE_NAMES.includes(name) || path === ROOT_GUIDANCE || `/${path}`.includes(`/${CURSOR_RULES}/`);
}

function depth(path: string): number {
  const home = folderOf(path).replace(/(?:^|\/)(?:\.github|\.cursor\/rules)$/, '');
  return home === '' ? 0 : home.split('/').length;
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
