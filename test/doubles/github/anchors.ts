import type { Change } from './change.ts';
import {
  findLine,
  findPosition,
  hunkText,
  type PatchHunk,
  type RowPlace,
  readHunks,
  type Side,
} from './hunks.ts';
import type { RefusalDialect } from './options.ts';
import { type FieldError, invalidRequest } from './refusals.ts';

/** Where a comment asks to stand, as both endpoints take it. */
export type AnchorRequest = {
  readonly path: string;
  readonly line?: number | undefined;
  readonly side?: string | undefined;
  readonly start_line?: number | undefined;
  readonly start_side?: string | undefined;
  readonly position?: number | undefined;
};

export type Anchor = {
  readonly side: Side;
  readonly startSide: Side | null;
  readonly line: number;
  readonly startLine: number | null;
  readonly position: number;
  readonly diffHunk: string;
};

/** What is wrong with an anchor. `line-and-start`: a range whose last line is outside the diff. */
export type AnchorProblem = 'path' | 'line' | 'line-and-start' | 'other-hunk' | 'order';

export function placeAnchor(change: Change, request: AnchorRequest): Anchor | AnchorProblem {
  if (request.position !== undefined && request.line !== undefined) {
    throw invalidRequest('More than one subschema in "oneOf" matched.');
  }
  const file = change.files.find((candidate) => candidate.path === request.path);
  if (file === undefined) return 'path';
  const hunks = readHunks(file.patch ?? '');
  if (request.position !== undefined) return placeByPosition(hunks, request.position);
  if (request.line === undefined) {
    throw invalidRequest(
      'No subschema in "oneOf" matched.',
      '"position" wasn\'t supplied.',
      '"line" wasn\'t supplied.',
    );
  }
  return placeByLine(hunks, { ...request, line: request.line });
}

function placeByPosition(hunks: readonly PatchHunk[], position: number): Anchor | AnchorProblem {
  const place = findPosition(hunks, position);
  const row = place === null ? undefined : hunks[place.hunk]?.rows[place.row];
  if (place === null || row === undefined) return 'line';
  const side = row.right === null ? 'LEFT' : 'RIGHT';
  const line = row.right ?? row.left;
  if (line === null) return 'line';
  return { side, startSide: null, line, startLine: null, position, diffHunk: hunkText(hunks, place) };
}

function placeByLine(
  hunks: readonly PatchHunk[],
  request: AnchorRequest & { readonly line: number },
): Anchor | AnchorProblem {
  const side = sideOf(request.side, 'RIGHT');
  const startSide = sideOf(request.start_side, side);
  const { line, start_line: startLine } = request;
  const end = findLine(hunks, side, line);
  if (startLine !== undefined && startSide === side && startLine >= line) return 'order';
  if (end === null) return startLine === undefined ? 'line' : 'line-and-start';
  const position = hunks[end.hunk]?.rows[end.row]?.position ?? 0;
  const anchor = { side, line, position, diffHunk: hunkText(hunks, end) };
  if (startLine === undefined) return { ...anchor, startSide: null, startLine: null };
  const start = findLine(hunks, startSide, startLine);
  if (start === null || start.hunk !== end.hunk) return 'other-hunk';
  return precedes(start, end) ? { ...anchor, startSide, startLine } : 'order';
}

function precedes(start: RowPlace, end: RowPlace): boolean {
  return start.row < end.row;
}

function sideOf(text: string | undefined, otherwise: Side): Side {
  if (text === undefined || text === 'side') return otherwise;
  if (text === 'LEFT' || text === 'RIGHT') return text;
  throw invalidRequest(`"${text}" is not a member of ["LEFT", "RIGHT"].`);
}

const NO_HUNK = "Pull request review thread diff hunk can't be blank";
const LINE = 'Pull request review thread line must be part of the diff';
const SAME_HUNK = 'Pull request review thread start line must be part of the same hunk as the line.';
const ORDER = 'Pull request review thread start line must precede the end line.';

/** The sentence of a refused review: one, and it does not say which comment is meant. */
export function anchorSentence(problem: AnchorProblem, dialect: RefusalDialect): string {
  const isResolved = dialect === 'resolved';
  switch (problem) {
    case 'path':
      return isResolved
        ? 'Path could not be resolved'
        : `Pull request review thread path is invalid and ${NO_HUNK}`;
    case 'line':
      return isResolved ? 'Line could not be resolved' : `${LINE} and ${NO_HUNK}`;
    case 'line-and-start':
      return isResolved ? 'Line could not be resolved' : `${LINE}, ${SAME_HUNK}, and ${NO_HUNK}`;
    case 'other-hunk':
      return SAME_HUNK;
    case 'order':
      return ORDER;
  }
}

/** The fields of a refused single comment. */
export function anchorFields(problem: AnchorProblem, dialect: RefusalDialect): FieldError[] {
  const resource = 'PullRequestReviewComment';
  const field = (name: string, rest: string, isWhole = false): FieldError => {
    const path = `pull_request_review_thread.${name}`;
    return { resource, code: 'custom', field: path, message: isWhole ? rest : `${path} ${rest}` };
  };
  const noHunk = { resource, code: 'missing_field', field: 'pull_request_review_thread.diff_hunk' };
  const sameHunk = field('start_line', 'must be part of the same hunk as the line.');
  const isResolved = dialect === 'resolved';
  switch (problem) {
    case 'path':
      return isResolved
        ? [field('path', 'could not be resolved', true)]
        : [{ resource, code: 'invalid', field: 'pull_request_review_thread.path' }, noHunk];
    case 'line':
    case 'line-and-start':
      if (isResolved) return [field('line', 'could not be resolved', true)];
      return [field('line', 'must be part of the diff'), ...(problem === 'line' ? [] : [sameHunk]), noHunk];
    case 'other-hunk':
      return [sameHunk];
    case 'order':
      return [field('start_line', 'must precede the end line.')];
  }
}
