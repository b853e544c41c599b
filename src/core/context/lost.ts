import type { DiffLine, FilePatch } from '../diff/diff.ts';
import { keysOf } from './keys.ts';
import { usedNames, wordsOf } from './names.ts';
import type { Version } from './version.ts';

/** How settings, manifests and pages name a file that is no longer there. */
export function lostPaths({ status, oldPath }: FilePatch): string[] {
  if (status !== 'renamed' && status !== 'removed') return [];
  const tail = oldPath.split('/').slice(-2).join('/');
  return tail.includes('/') ? [tail, tail.replace(/\.\w+$/, '')] : [tail];
}

/** Packages a file has left: pointcuts, component scans and settings name them in quotes. */
export function lostPackages(patch: FilePatch): string[] {
  const named = (wanted: 'added' | 'removed') =>
    patch.hunks.flatMap(({ lines }) =>
      lines.flatMap(({ kind, text }) => (kind === wanted ? (PACKAGE.exec(text)?.[1] ?? []) : [])),
    );
  const now = named('added');
  return named('removed').filter((name) => !now.includes(name));
}

const PACKAGE = /^\s{0,10}(?:package|namespace)\s{1,5}([A-Za-z_][\w.\\]{3,100})\s{0,5}[;{]?\s{0,5}$/;

/** Keys that removed lines speak of and the file no longer does. */
export function keysLost(patch: FilePatch, own: readonly DiffLine[], head: Version): ReadonlySet<string> {
  const removed = own.filter(({ kind }) => kind === 'removed').map(({ text }) => text);
  const keys = keysOf(removed.join('\n')).filter((key) => head?.text.includes(key) !== true);
  return new Set([...lostPaths(patch), ...lostPackages(patch), ...keys]);
}

/** Fields, keys and cases that removed lines declare and no line of the file still speaks of. */
export function membersLost(patch: FilePatch, head: Version): string[] {
  const left = wordsOf(head?.text ?? '');
  return patch.hunks.flatMap(({ lines }) =>
    lines.flatMap(({ kind, text }) => {
      const name = kind === 'removed' ? MEMBER.exec(text.slice(0, LINE_CHARACTERS_MAX))?.[1] : undefined;
      const isMember = name !== undefined && !STATEMENT.test(text) && usedNames(name).length > 0;
      return isMember && !left.has(name) ? [name] : [];
    }),
  );
}

/** `name: string;`, `"name" => x`, `String name;`, `NAME,`: the start of a line that declares a member. */
const MEMBER =
  /^\s{0,40}(?:[\w<>[\],.?*&]{1,60}\s{1,10}){0,4}\*?["'$:]?([A-Za-z_]\w{2,60})["']?\??\s{0,5}(?:[:=,;[]|=>|$)/;
/** A line that does something declares no member. */
const STATEMENT =
  /^\s{0,80}(?:return|throw|raise|yield|await|break|continue|goto|pass|del|delete|import|from|use|using|require|if|else|for|while|switch|echo|print|assert|defer|go)\b/;
const LINE_CHARACTERS_MAX = 400;
