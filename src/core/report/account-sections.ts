import type { Snippet } from '../context/snippet.ts';
import { countRows } from '../review/conclusion.ts';
import type { Posting } from '../review/posting.ts';
import type { LedgerRow, PackAccount, Review } from '../review/review.ts';
import { inlineCode } from './code-block.ts';
import { list, paragraphs, table } from './markdown.ts';
import { sanitizeSentence } from './sanitize.ts';
import type { Detail, Section } from './section.ts';
import { countOf, grouped, placeOfLine, sentence, shortPath } from './words.ts';

const SHORT_SHA = 7;
const HUNKS_NAMED_MAX = 5;

/** The ledger: how much of the change was read, and every gap and exclusion by file. */
export function readSection(review: Review, { rowsMax, everything }: Detail): Section {
  const { coverage, scope, diff } = review;
  const rows = everything ? coverage.rows : coverage.rows.filter(({ state }) => !isRead(state));
  const byFile = [...Map.groupBy(rows, ({ path }) => path)].map(([path, ofFile]) => fileRow(path, ofFile));
  const since =
    scope.since === null
      ? ''
      : `Hunks that were reviewed up to \`${short(scope.since)}\` are not read again.`;
  return {
    name: 'read',
    title: `What was read (${coverage.percent} % of ${countRows(coverage.rows)} accounted for)`,
    body: paragraphs(
      `${countsSentence(coverage.rows, scope)} Source of the diff: ${diff.sources.join(', ') || 'none'}.`,
      since,
      table(['File', 'Read', 'Left out', 'Not read', 'Why'], byFile, rowsMax),
    ),
  };
}

function countsSentence(rows: readonly LedgerRow[], scope: Review['scope']): string {
  const readBefore = new Set(
    scope.excluded.filter(({ rule }) => rule === 'reviewed-before').flatMap(({ hunkIds }) => hunkIds),
  );
  const of = (wanted: LedgerRow['state']): readonly LedgerRow[] =>
    rows.filter(({ state }) => state === wanted);
  const isKnown = ({ hunkId }: LedgerRow): boolean => hunkId !== null && readBefore.has(hunkId);
  const parts = [
    { what: of('whole'), how: 'read whole' },
    { what: of('windowed'), how: 'read in windows' },
    { what: of('excluded').filter(isKnown), how: 'read by an earlier review' },
    { what: of('excluded').filter((row) => !isKnown(row)), how: 'left out by rules' },
    { what: of('failed'), how: 'not read' },
  ].filter(({ what }) => what.length > 0);
  if (parts.length === 0) return 'There was nothing to read.';
  return sentence(parts.map(({ what, how }) => `${countRows(what)} ${how}`).join(', '));
}

function fileRow(path: string, rows: readonly LedgerRow[]): string[] {
  const count = (test: (state: LedgerRow['state']) => boolean): string =>
    String(rows.filter(({ state }) => test(state)).length);
  const reasons = new Set(rows.flatMap(({ reason }) => (reason === null ? [] : [sanitizeSentence(reason)])));
  return [
    inlineCode(shortPath(path)),
    count(isRead),
    count((state) => state === 'excluded'),
    [count((state) => state === 'failed'), hunksNotRead(rows)].join(' ').trim(),
    [...reasons].join('; '),
  ];
}

/** Where to look oneself: the hunks by the line git prints above them. */
function hunksNotRead(rows: readonly LedgerRow[]): string {
  const headers = rows.flatMap(({ state, header }) => {
    const place = /^@@ [^@]+ @@/.exec(header)?.[0];
    return state === 'failed' && place !== undefined ? [inlineCode(place)] : [];
  });
  const rest = headers.length - HUNKS_NAMED_MAX;
  if (headers.length === 0) return '';
  return `(${headers.slice(0, HUNKS_NAMED_MAX).join(', ')}${rest > 0 ? ` and ${rest} more` : ''})`;
}

function isRead(state: LedgerRow['state']): boolean {
  return state === 'whole' || state === 'windowed';
}

/** What went into each request and why, and what was left out of it for space. */
export function packedSection(review: Review, { rowsMax }: Detail): Section {
  const packs = table(
    ['Request', 'Reader', 'Files', 'Tokens (estimated)', 'Thinking', 'Findings', 'Answer'],
    [...review.packs, ...review.looks].map(packRow),
    rowsMax,
  );
  const snippets = uniqueSnippets(review.packs).map((snippet) => [
    inlineCode(`${shortPath(snippet.path)}:${snippet.startLine}-${snippet.line}`),
    snippet.revision,
    snippet.reason,
    snippet.of.map((path) => inlineCode(shortPath(path))).join(', '),
  ]);
  const leftOut = review.packs.flatMap(({ pack }) =>
    pack.leftOut.map((entry) => [
      placeOfLine(entry.path, null),
      entry.why,
      grouped(entry.tokens),
      sanitizeSentence(entry.reason),
    ]),
  );
  return {
    name: 'packed',
    title: 'What was packed and why',
    body: paragraphs(
      sentence(`Effort ${review.effort.effort}: ${sanitizeSentence(review.effort.reason)}`),
      packs,
      checksTable(review, rowsMax),
      table(['Code around the change', 'Revision', 'Why', 'For'], snippets, rowsMax),
      leftOut.length === 0 ? '' : 'Left out for space:',
      table(['File', 'Why it was wanted', 'Tokens', 'Why it is not there'], leftOut, rowsMax),
    ),
  };
}

function checksTable({ checks }: Review, rowsMax: number): string {
  const rows = checks.map(({ name, claims, failure, usage, lookups }) => [
    inlineCode(name),
    String(claims),
    grouped(usage.prompt),
    listed(failure === null ? 'read' : sanitizeSentence(failure.message), lookupPart(lookups)),
  ]);
  return rows.length === 0 ? '' : table(['Check', 'Claims', 'Tokens', 'Answer'], rows, rowsMax);
}

function packRow(account: PackAccount): string[] {
  const { pack, reader, findings, thinking, thinkingReason, state, failure, recoveries, calls } = account;
  const requestId = calls.at(-1)?.requestId ?? null;
  const answer = listed(
    state === 'read' ? 'read' : state === 'partly' ? 'broke off' : 'none',
    failure === null ? '' : sanitizeSentence(failure.message),
    failure === null || requestId === null ? '' : `request ${inlineCode(requestId)}`,
    ...recoveries.map(sanitizeSentence),
    lookupPart(account.lookups),
  );
  return [
    `${pack.index} of ${pack.count}`,
    reader,
    String(pack.patches.length),
    grouped(pack.tokens),
    `${thinking}: ${sanitizeSentence(thinkingReason)}`,
    String(findings),
    answer,
  ];
}

function listed(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('; ');
}

function lookupPart(lookups: number): string {
  return lookups === 0 ? '' : countOf(lookups, 'look-up');
}

/** Packs share most of their context; each piece is listed once. */
function uniqueSnippets(packs: readonly PackAccount[]): Snippet[] {
  const all = packs.flatMap(({ pack }) => pack.snippets);
  const keyOf = ({ path, revision, startLine, line }: Snippet): string =>
    `${revision}:${path}:${startLine}-${line}`;
  return [...new Map(all.map((snippet) => [keyOf(snippet), snippet])).values()];
}

/** Values somebody chose, with where they came from; the rest only where there is room for all of it. */
export function settingsSection(review: Review, { everything }: Detail): Section {
  const { effective } = review.settings;
  const shown = everything ? effective : effective.filter(({ source }) => source !== 'default');
  const rows = shown.map(({ name, value, source }) => [inlineCode(name), inlineCode(value), source]);
  const others = effective.length - rows.length;
  const rest =
    others === 0 ? '' : `${countOf(others, 'setting')} at their defaults; the job summary lists them.`;
  return {
    name: 'settings',
    title: 'Settings',
    body: paragraphs(table(['Setting', 'Value', 'Source'], rows, rows.length), rest),
  };
}

export function notesSection(review: Review, posting: Posting, { rowsMax }: Detail): Section {
  const all = new Set([...review.notes, ...posting.notes, ...review.settings.warnings]);
  const notes = [...all].map(sanitizeSentence).filter((note) => note !== '');
  return { name: 'notes', title: `Notes (${notes.length})`, body: list(notes, rowsMax) };
}

function short(sha: string): string {
  return sha.slice(0, SHORT_SHA);
}
