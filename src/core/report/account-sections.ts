import { shownLines } from '../context/shown-lines.ts';
import type { Snippet } from '../context/snippet.ts';
import { countRows } from '../review/conclusion.ts';
import type { Posting } from '../review/posting.ts';
import type { LedgerRow, PackAccount, Review } from '../review/review.ts';
import type { Words } from '../words/en.ts';
import { languageOf } from '../words/language-of.ts';
import { inlineCode } from './code-block.ts';
import { list, paragraphs, table } from './markdown.ts';
import { reasonText } from './reason-text.ts';
import { sanitizeSentence } from './sanitize.ts';
import type { Detail, Section } from './section.ts';
import { grouped, placeOfLine, sentence, shortPath } from './words.ts';

const SHORT_SHA = 7;
const HUNKS_NAMED_MAX = 5;

/** The ledger: how much of the change was read, and every gap and exclusion by file. */
export function readSection(review: Review, detail: Detail): Section {
  const { words, everything } = detail;
  const { head } = words;
  const { coverage, scope, diff } = review;
  const rows = everything ? coverage.rows : coverage.rows.filter(({ state }) => !isRead(state));
  const byFile = [...Map.groupBy(rows, ({ path }) => path)].map(([path, ofFile]) =>
    fileRow(path, ofFile, words),
  );
  const since = scope.since === null ? '' : words.onlySince(inlineCode(short(scope.since)));
  const source = words.diffSource(diff.sources.join(', ') || words.none);
  return {
    name: 'read',
    title: words.title.read(`${coverage.percent}`, countRows(coverage.rows, words)),
    body: paragraphs(
      `${countsSentence(coverage.rows, scope, words)} ${source}`,
      since,
      table([head.file, head.read, head.leftOut, head.notRead, words.why], byFile, detail),
    ),
  };
}

function countsSentence(rows: readonly LedgerRow[], scope: Review['scope'], words: Words): string {
  const readBefore = new Set(
    scope.excluded.filter(({ rule }) => rule === 'reviewed-before').flatMap(({ hunkIds }) => hunkIds),
  );
  const of = (wanted: LedgerRow['state']): readonly LedgerRow[] =>
    rows.filter(({ state }) => state === wanted);
  const isKnown = ({ hunkId }: LedgerRow): boolean => hunkId !== null && readBefore.has(hunkId);
  const parts = [
    { what: of('whole'), how: words.readWhole },
    { what: of('windowed'), how: words.readInWindows },
    { what: of('excluded').filter(isKnown), how: words.readBefore },
    { what: of('excluded').filter((row) => !isKnown(row)), how: words.leftOutByRules },
    { what: of('failed'), how: words.notRead },
  ].filter(({ what }) => what.length > 0);
  if (parts.length === 0) return words.nothingToRead;
  return sentence(parts.map(({ what, how }) => how(countRows(what, words))).join(', '), words);
}

function fileRow(path: string, rows: readonly LedgerRow[], words: Words): string[] {
  const count = (test: (state: LedgerRow['state']) => boolean): string =>
    String(rows.filter(({ state }) => test(state)).length);
  const reasons = new Set(rows.flatMap(({ reason }) => (reason === null ? [] : [reasonText(reason, words)])));
  return [
    inlineCode(shortPath(path)),
    count(isRead),
    count((state) => state === 'excluded'),
    [count((state) => state === 'failed'), hunksNotRead(rows, words)].join(' ').trim(),
    [...reasons].join('; '),
  ];
}

/** Where to look oneself: the hunks by the line git prints above them. */
function hunksNotRead(rows: readonly LedgerRow[], words: Words): string {
  const headers = rows.flatMap(({ state, header }) => {
    const place = /^@@ [^@]+ @@/.exec(header)?.[0];
    return state === 'failed' && place !== undefined ? [inlineCode(place)] : [];
  });
  const rest = headers.length - HUNKS_NAMED_MAX;
  if (headers.length === 0) return '';
  const named = headers.slice(0, HUNKS_NAMED_MAX).join(', ');
  return `(${rest > 0 ? words.andMore(named, `${rest}`) : named})`;
}

function isRead(state: LedgerRow['state']): boolean {
  return state === 'whole' || state === 'windowed';
}

/** What went into each request and why, and what was left out of it for space. */
export function packedSection(review: Review, detail: Detail): Section {
  const { words } = detail;
  const { head } = words;
  const packs = table(
    [head.request, head.reader, head.files, head.estimated, head.thinking, head.findings, head.answer],
    [...review.packs, ...review.looks].map((account) => packRow(account, words)),
    detail,
  );
  const snippets = uniqueSnippets(review.packs).map((snippet) => [
    inlineCode(`${shortPath(snippet.path)}:${shownLines(snippet).text}`),
    snippet.revision,
    snippet.reason,
    snippet.of.map((path) => inlineCode(shortPath(path))).join(', '),
  ]);
  const leftOut = review.packs.flatMap(({ pack }) =>
    pack.leftOut.map((entry) => [
      placeOfLine(entry.path, null),
      entry.why,
      grouped(entry.tokens, words),
      reasonText(entry.reason, words),
    ]),
  );
  return {
    name: 'packed',
    title: words.title.packed,
    body: paragraphs(
      sentence(words.effort(review.effort.effort, reasonText(review.effort.reason, words)), words),
      packs,
      checksTable(review, detail),
      table([head.around, head.revision, words.why, head.for], snippets, detail),
      leftOut.length === 0 ? '' : words.leftOutForSpace,
      table([head.file, head.wanted, head.tokens, head.gone], leftOut, detail),
    ),
  };
}

function checksTable({ checks }: Review, detail: Detail): string {
  const { head, answer } = detail.words;
  const rows = checks.map(({ name, claims, failure, usage, lookups }) => [
    inlineCode(name),
    String(claims),
    grouped(usage.prompt, detail.words),
    listed(
      failure === null ? answer.read : sanitizeSentence(failure.message),
      lookupPart(lookups, detail.words),
    ),
  ]);
  return rows.length === 0 ? '' : table([head.check, head.claims, head.tokens, head.answer], rows, detail);
}

function packRow(account: PackAccount, words: Words): string[] {
  const { pack, reader, findings, thinking, thinkingReason, state, failure, recoveries, calls } = account;
  const requestId = calls.at(-1)?.requestId ?? null;
  const answer = listed(
    words.answer[state],
    failure === null ? '' : sanitizeSentence(failure.message),
    failure === null || requestId === null ? '' : `request ${inlineCode(requestId)}`,
    ...recoveries.map((recovery) => reasonText(recovery, words)),
    lookupPart(account.lookups, words),
  );
  return [
    words.outOf(`${pack.index}`, `${pack.count}`),
    reader,
    // Further readers answer for no file, and read all of them.
    pack.patches.length === 0 ? '–' : String(pack.patches.length),
    grouped(pack.tokens, words),
    `${thinking}: ${reasonText(thinkingReason, words)}`,
    String(findings),
    answer,
  ];
}

function listed(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('; ');
}

function lookupPart(lookups: number, words: Words): string {
  return lookups === 0 ? '' : words.lookedUp(lookups);
}

/** Packs share most of their context; each piece is listed once. */
function uniqueSnippets(packs: readonly PackAccount[]): Snippet[] {
  const all = packs.flatMap(({ pack }) => pack.snippets);
  const keyOf = (snippet: Snippet): string =>
    `${snippet.revision}:${snippet.path}:${shownLines(snippet).text}`;
  return [...new Map(all.map((snippet) => [keyOf(snippet), snippet])).values()];
}

/** Values somebody chose, with where they came from; the rest only where there is room for all of it. */
export function settingsSection(review: Review, detail: Detail): Section {
  const { words, everything } = detail;
  const { head } = words;
  const { effective } = review.settings;
  const shown = everything ? effective : effective.filter(({ source }) => source !== 'default');
  const rows = shown.map(({ name, value, source }) => [inlineCode(name), inlineCode(value), source]);
  const others = effective.length - rows.length;
  const rest = others === 0 ? '' : words.atDefaults(others, grouped(others, words));
  return {
    name: 'settings',
    title: words.title.settings,
    body: paragraphs(
      table([head.setting, head.value, head.source], rows, { words, rowsMax: rows.length }),
      rest,
    ),
  };
}

export function notesSection(review: Review, posting: Posting, detail: Detail): Section {
  const { words } = detail;
  const { settings } = review;
  const { note } = languageOf(settings.language);
  const ours = note === null ? [] : [note];
  const all = new Set([...review.notes, ...posting.notes, ...settings.warnings, ...ours]);
  const notes = [...all].map((each) => reasonText(each, words)).filter((each) => each !== '');
  return { name: 'notes', title: words.title.notes(`${notes.length}`), body: list(notes, detail) };
}

function short(sha: string): string {
  return sha.slice(0, SHORT_SHA);
}
