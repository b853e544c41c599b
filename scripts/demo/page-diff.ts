import type { DiffLine, FilePatch, Hunk, Side } from '../../src/core/diff/diff.ts';
import { escapeHtml } from './escape-html.ts';
import { markdown } from './page-markdown.ts';

export type PageComment = {
  readonly path: string;
  readonly side: Side;
  readonly startLine: number | null;
  readonly line: number;
  readonly body: string;
};

/** A changed file with its hunks, and each comment below the last line it is about. */
export function fileBox(patch: FilePatch, comments: readonly PageComment[]): string {
  const name = patch.path === patch.oldPath ? patch.path : `${patch.oldPath} → ${patch.path}`;
  const own = comments.filter((comment) => comment.path === patch.path);
  const body =
    patch.hunks.length === 0
      ? `<p class="no-lines">${escapeHtml(`${patch.status}, ${patch.kind === 'text' ? 'no changed lines' : patch.kind}`)}</p>`
      : `<table class="diff">${patch.hunks.map((hunk) => hunkRows(hunk, own)).join('')}</table>`;
  return `<section class="file" id="${escapeHtml(patch.path)}"><div class="file-head"><span>${escapeHtml(name)}</span> <span class="plus">+${patch.additions}</span> <span class="minus">−${patch.deletions}</span></div>${body}</section>`;
}

function hunkRows(hunk: Hunk, comments: readonly PageComment[]): string {
  const header = `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@ ${hunk.section}`;
  const rows = hunk.lines.map((line) => {
    const here = comments.filter((comment) => comment.line === lineOn(line, comment));
    const inRange = comments.some((comment) => covers(comment, line));
    return lineRow(line, inRange) + here.map((comment) => commentRow(comment, hunk)).join('');
  });
  return `<tr class="hunk"><td></td><td></td><td>${escapeHtml(header)}</td></tr>${rows.join('')}`;
}

const SIGNS = { added: '+', removed: '-', context: ' ' } as const;

function lineRow(line: DiffLine, inRange: boolean): string {
  const classes = `${line.kind}${inRange ? ' commented' : ''}`;
  return `<tr class="${classes}"><td>${line.oldLine ?? ''}</td><td>${line.newLine ?? ''}</td><td><pre>${SIGNS[line.kind]} ${escapeHtml(line.text)}</pre></td></tr>`;
}

function commentRow(comment: PageComment, hunk: Hunk): string {
  const original = hunk.lines.filter((line) => covers(comment, line)).map(({ text }) => text);
  return `<tr class="comment"><td colspan="3"><div class="card"><div class="comment-head"><span class="avatar is-bot" aria-hidden="true">G</span>
<b>github-actions</b> <span class="badge">bot</span> <span class="mute">${placeOf(comment)}</span></div>
<div class="markdown">${markdown(comment.body, original)}</div></div></td></tr>`;
}

/** As GitHub writes it: L for the old side, R for the new. */
function placeOf({ side, startLine, line }: PageComment): string {
  const mark = side === 'LEFT' ? 'L' : 'R';
  return startLine === null ? `on line ${mark}${line}` : `on lines ${mark}${startLine} to ${mark}${line}`;
}

function lineOn(line: DiffLine, { side }: PageComment): number | null {
  if (side === 'LEFT') return line.kind === 'removed' ? line.oldLine : null;
  return line.newLine;
}

function covers(comment: PageComment, line: DiffLine): boolean {
  const number = lineOn(line, comment);
  return number !== null && number >= (comment.startLine ?? comment.line) && number <= comment.line;
}
