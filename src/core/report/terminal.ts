import type { Anchor, PlacedFinding, Severity } from '../findings/finding.ts';
import type { Review } from '../review/review.ts';

type Paint = (text: string) => string;

/** Colours are the caller's: plain functions when output is not a terminal. */
export type Palette = {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly cyan: Paint;
};

export type TerminalStyle = { readonly palette: Palette; readonly columns: number };

const INDENT = '   ';
const COLUMNS_MIN = 40;
const PERCENT = 100;
const MILLISECONDS_PER_SECOND = 1_000;
const CENTS_PER_DOLLAR = 100;

/** A review for a person at a terminal: every finding with its code, then one paragraph of account. */
export function renderTerminal(review: Review, style: TerminalStyle): string {
  const findings = [...review.plan.post, ...review.plan.summary.map((entry) => entry.placed)];
  const blocks = findings.map((placed, index) => renderFinding(review, placed, { style, number: index + 1 }));
  return [...blocks, renderAccount(review, style)].join('\n\n');
}

type Numbered = { readonly style: TerminalStyle; readonly number: number };

function renderFinding(review: Review, placed: PlacedFinding, { style, number }: Numbered): string {
  const { palette, columns } = style;
  const { finding, anchor } = placed;
  const severity = paintFor(finding.severity, palette)(`${finding.severity} · ${finding.category}`);
  const width = Math.max(COLUMNS_MIN, columns) - INDENT.length;
  const parts = [
    `${palette.bold(`${number}.`)} ${severity}  ${palette.cyan(whereOf(anchor))}`,
    indent(palette.bold(wrap(visible(finding.title), width))),
    indent(excerpt(review, anchor, palette)),
    indent(wrap(visible(finding.body), width)),
    indent(renderSuggestion(placed, palette)),
    anchor.kind === 'summary'
      ? indent(palette.dim(wrap(`Not on a line of the diff: ${visible(anchor.reason)}.`, width)))
      : '',
  ];
  return parts.filter((part) => part.trim() !== '').join('\n');
}

function renderAccount(review: Review, { palette, columns }: TerminalStyle): string {
  const { coverage, conclusion, cost } = review;
  const paint =
    conclusion.kind === 'success'
      ? palette.green
      : conclusion.kind === 'failure'
        ? palette.red
        : palette.yellow;
  const gaps = coverage.rows.filter((row) => row.state === 'failed');
  const aside = review.dropped.length + review.rejects.length;
  const lines = [
    paint(palette.bold(conclusion.title)),
    `Read ${coverage.read} of ${coverage.rows.length} hunks` +
      (coverage.excluded > 0 ? `; ${coverage.excluded} left out by rule` : '') +
      (coverage.failed > 0 ? `; ${coverage.failed} not read` : '') +
      '.',
    ...gaps.map((row) =>
      palette.yellow(`  not read: ${visible(row.path)} ${row.header} (${visible(row.reason ?? 'unknown')})`),
    ),
    ...(aside > 0 ? [`Set aside ${aside}:`] : []),
    ...review.dropped.map((drop) => palette.dim(`  ${visible(drop.finding.title)}: ${visible(drop.reason)}`)),
    ...review.rejects.map((reject) => palette.dim(`  ${visible(reject.title)}: ${visible(reject.problem)}`)),
    `${review.model}: ${cost.usage.prompt} tokens read (${Math.round(cost.cachedShare * PERCENT)} % from cache), ${cost.usage.completion} written; ${money(cost.usd)}; ${Math.round((review.finishedAt - review.startedAt) / MILLISECONDS_PER_SECOND)} s.`,
    ...review.notes.map((note) => palette.dim(wrap(visible(note), Math.max(COLUMNS_MIN, columns)))),
  ];
  return lines.join('\n');
}

/** The quoted lines as the diff shows them. */
function excerpt(review: Review, anchor: Anchor, palette: Palette): string {
  if (anchor.kind !== 'line') return '';
  const patch = review.diff.patches.find((candidate) => candidate.path === anchor.path);
  const first = anchor.startLine ?? anchor.line;
  const lines = (patch?.hunks ?? [])
    .flatMap((hunk) => hunk.lines)
    .filter((line) => {
      const number = anchor.side === 'LEFT' ? line.oldLine : line.newLine;
      const sideFits = anchor.side === 'LEFT' ? line.kind === 'removed' : line.kind !== 'removed';
      return sideFits && number !== null && number >= first && number <= anchor.line;
    });
  return lines
    .map((line) => {
      const number = anchor.side === 'LEFT' ? line.oldLine : line.newLine;
      const sign = line.kind === 'added' ? '+' : line.kind === 'removed' ? '-' : ' ';
      return palette.dim(`${number} ${sign} ${visible(line.text)}`);
    })
    .join('\n');
}

function renderSuggestion({ suggestion }: PlacedFinding, palette: Palette): string {
  if (suggestion.kind === 'none') return '';
  const head = suggestion.kind === 'proved' ? 'replace with:' : 'possible fix:';
  const body = suggestion.text.split('\n').map((line) => palette.green(`  ${visible(line)}`));
  return [palette.dim(head), ...body].join('\n');
}

function whereOf(anchor: Anchor): string {
  if (anchor.kind === 'summary')
    return visible(anchor.line === null ? anchor.path : `${anchor.path}:${anchor.line}`);
  const lines = anchor.startLine === null ? `${anchor.line}` : `${anchor.startLine}-${anchor.line}`;
  return visible(`${anchor.path}:${lines}${anchor.side === 'LEFT' ? ' (removed)' : ''}`);
}

function paintFor(severity: Severity, palette: Palette): Paint {
  if (severity === 'blocker' || severity === 'major') return palette.red;
  return severity === 'minor' ? palette.yellow : palette.dim;
}

function money(usd: number | null): string {
  if (usd === null) return 'cost unknown for this model';
  const cents = usd * CENTS_PER_DOLLAR;
  return usd < 1 / CENTS_PER_DOLLAR ? `${cents.toFixed(2)} cents` : `$${usd.toFixed(2)}`;
}

/** Strangers' text must not steer the terminal: escape sequences and other controls become visible. */
function visible(text: string): string {
  return text.replaceAll(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g,
    (character) => {
      const code = character.codePointAt(0) ?? 0;
      return `\\u{${code.toString(16)}}`;
    },
  );
}

function indent(text: string): string {
  return text === ''
    ? ''
    : text
        .split('\n')
        .map((line) => `${INDENT}${line}`)
        .join('\n');
}

/** Breaks long lines at spaces; line breaks that are there stay. */
function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .map((paragraph) => {
      const lines: string[] = [];
      let line = '';
      for (const word of paragraph.split(' ')) {
        if (line !== '' && line.length + 1 + word.length > width) {
          lines.push(line);
          line = word;
        } else {
          line = line === '' ? word : `${line} ${word}`;
        }
      }
      return [...lines, line].join('\n');
    })
    .join('\n');
}
