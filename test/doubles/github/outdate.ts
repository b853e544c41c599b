import { findLine, readHunks } from './hunks.ts';
import type { PullRecord, Thread } from './records.ts';
import { changeOf, type World } from './world.ts';

/** Moves the head of a pull request, as a push does, and moves or outdates what was said about the old one. */
export function pushHead(world: World, pull: PullRecord, sha: string): void {
  const before = pull.headSha;
  pull.headSha = sha;
  pull.heads.push(sha);
  for (const thread of pull.threads) {
    if (!thread.isOutdated) follow(world, { pull, thread, before });
  }
}

function follow(
  world: World,
  { pull, thread, before }: { pull: PullRecord; thread: Thread; before: string },
): void {
  const file = changeOf(world, pull).files.find((candidate) => candidate.path === thread.path);
  if (file !== undefined && thread.subject === 'file') return;
  const hunks = readHunks(file?.patch ?? '');
  const moved = lineMover(world, { from: before, to: pull.headSha, path: thread.path });
  const isRight = thread.side === 'RIGHT';
  const line = thread.line === null ? null : isRight ? moved(thread.line) : thread.line;
  const startLine = thread.startLine === null ? null : isRight ? moved(thread.startLine) : thread.startLine;
  const place = line === null ? null : findLine(hunks, thread.side, line);
  const keepsStart = thread.startLine === null || startLine !== null;
  if (file !== undefined && place !== null && keepsStart) {
    const position = hunks[place.hunk]?.rows[place.row]?.position ?? null;
    Object.assign(thread, { line, startLine, position, commitSha: pull.headSha });
    return;
  }
  Object.assign(thread, { line: null, startLine: null, position: null, isOutdated: true });
}

/** Where a line of the old head stands in the new one; null when it was changed or removed. */
function lineMover(
  world: World,
  range: { from: string; to: string; path: string },
): (line: number) => number | null {
  const patch = world.git.text([
    'diff',
    '-U0',
    '--no-ext-diff',
    '--no-color',
    range.from,
    range.to,
    '--',
    range.path,
  ]);
  const edits = [...patch.matchAll(/^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/gm)].map((match) => ({
    start: Number(match[1]),
    removed: Number(match[2] ?? 1),
    added: Number(match[3] ?? 1),
  }));
  return (line) => {
    let shift = 0;
    for (const { start, removed, added } of edits) {
      // With nothing removed, `start` is the line after which the new ones stand.
      const isBefore = removed === 0 ? start < line : start + removed - 1 < line;
      if (isBefore) shift += added - removed;
      else if (removed > 0 && start <= line) return null;
    }
    return line + shift;
  };
}
