import { extname } from 'node:path';
import type { FileKind, FilePatch, FileStatus } from './diff.ts';
import type { FileHeader } from './file-header.ts';
import { parsePatch } from './parse.ts';
import type { FileRow } from './raw-diff.ts';

/** Statuses for which no patch and no counted line is the whole truth: the text did not change. */
const TEXT_KEPT: readonly FileRow['status'][] = ['renamed', 'copied', 'changed', 'unchanged'];

/** Extensions git finds binary in practice. A row cannot say "binary"; without this every icon looks lost. */
const BINARY_EXTENSIONS = new Set(
  `.7z .a .avif .bin .bmp .bz2 .class .dll .dylib .eot .exe .gif .gz .ico .icns .jar .jpeg .jpg .keystore
   .mov .mp3 .mp4 .o .ogg .otf .parquet .pdf .png .psd .pyc .rar .so .sqlite .tar .tgz .tif .tiff .ttf .wasm
   .wav .webm .webp .woff .woff2 .xls .xlsx .xz .zip .zst`.split(/\s+/),
);

const ONLY_SUBPROJECT = /^@@ [^\n]+ @@\n(?:[-+]Subproject commit [0-9a-f]{40,64}(?:\n|$)){1,2}$/;

/**
 * Rows of the files endpoint as patches. A row is `missing` when its patch must exist but was not given whole:
 * counted lines without a patch, a patch whose lines are not those counted, or no line and no patch for a
 * file that was added, removed or modified, or that is in doubt. The last is also how an empty file looks; its
 * two texts settle it.
 */
export function diffFromRows(rows: readonly FileRow[]): { patches: FilePatch[]; missing: FileRow[] } {
  const patches: FilePatch[] = [];
  const missing: FileRow[] = [];
  for (const row of uniqueRows(rows)) {
    const patch = patchOfRow(row);
    if (patch === null) missing.push(row);
    else patches.push(patch);
  }
  return { patches, missing };
}

/** A push between two pages shifts the rows, and one may come twice. */
function uniqueRows(rows: readonly FileRow[]): FileRow[] {
  const byPath = new Map<string, FileRow>();
  for (const row of rows) {
    const earlier = byPath.get(row.path);
    if (earlier === undefined || (earlier.patch === null && row.patch !== null)) byPath.set(row.path, row);
  }
  return [...byPath.values()];
}

function patchOfRow(row: FileRow): FilePatch | null {
  if (row.patch !== null) {
    const patch = parsePatch(
      headerOf(row, ONLY_SUBPROJECT.test(row.patch) ? 'submodule' : 'text'),
      row.patch,
    );
    const whole =
      typeof patch === 'object' && patch.additions === row.additions && patch.deletions === row.deletions;
    return whole ? patch : null;
  }
  if (row.additions + row.deletions > 0) return null;
  const empty = { hunks: [], additions: 0, deletions: 0 };
  if (BINARY_EXTENSIONS.has(extname(row.path).toLowerCase())) return { ...headerOf(row, 'binary'), ...empty };
  const kept = TEXT_KEPT.includes(row.status) && row.doubtful !== true;
  return kept ? { ...headerOf(row, 'text'), ...empty } : null;
}

/** Rows do not tell modes; a symlink looks like a text of one line. */
function headerOf(row: FileRow, kind: FileKind): FileHeader {
  const status = statusOf(row.status);
  const moved = status === 'renamed' || status === 'copied';
  const oldPath = moved ? (row.previousPath ?? row.path) : row.path;
  return { path: row.path, oldPath, status, kind, oldMode: null, newMode: null };
}

/** `changed` is a new mode, `unchanged` none at all: both are modifications without hunks. */
function statusOf(status: FileRow['status']): FileStatus {
  return status === 'changed' || status === 'unchanged' ? 'modified' : status;
}
