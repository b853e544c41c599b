import { type PlacedFinding, type Severity, severityRank } from '../findings/finding.ts';
import type { Review, StandingFinding } from '../review/review.ts';
import { thresholdFor } from '../review/thresholds.ts';
import { wholeText } from './finding-text.ts';
import { excerpt } from './terminal-excerpt.ts';
import {
  indent,
  type Paint,
  type Palette,
  type TerminalStyle,
  textWidth,
  visible,
  visibleLine,
  wrap,
} from './terminal-text.ts';
import { countOf, dollars, duration, grouped, sentence } from './words.ts';

const PERCENT = 100;
/** Enough to see what is missing; the JSON report has them all. */
const ROWS_MAX = 20;

/** A review for a person at a terminal: the findings with their code, then what was read and what it cost. */
export function renderTerminal(review: Review, style: TerminalStyle): string {
  const { plan, settings } = review;
  const fresh = [...plan.post, ...plan.summary.map(({ placed }) => placed)];
  const rank = ({ finding }: PlacedFinding): number => severityRank(finding.severity);
  const threshold = thresholdFor(settings);
  const isQuiet = (placed: PlacedFinding): boolean =>
    rank(placed) > severityRank(threshold(placed.anchor.path).minSeverity);
  const shown = fresh.filter((placed) => !isQuiet(placed)).toSorted((a, b) => rank(a) - rank(b));
  const quiet = fresh.filter(isQuiet);
  const lowest = settings.thresholds.length === 0 ? ` (${settings.minSeverity})` : '';
  const blocks = [
    ...shown.map((placed, index) => renderFinding(review, placed, { style, number: index + 1 })),
    named(`Below min-severity${lowest}:`, quiet.map(briefly), style),
    named('Said before and still open:', plan.standing.map(standingLine), style),
    renderAccount(review, style),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

type Numbered = { readonly style: TerminalStyle; readonly number: number };

function renderFinding(review: Review, placed: PlacedFinding, { style, number }: Numbered): string {
  const { palette } = style;
  const { finding, anchor } = placed;
  const width = textWidth(style);
  const severity = paintFor(finding.severity, palette)(`${finding.severity} · ${finding.category}`);
  const others = placed.alsoAt.map((other) => placeOf(other)).join(', ');
  const head = [
    `${palette.bold(`${number}.`)} ${severity}  ${palette.cyan(placeOf(anchor))}`,
    indent(painted(wrap(visibleLine(finding.title), width), palette.bold)),
    indent(excerpt(review.diff, anchor, palette)),
  ];
  const aside = [
    verdictLine(placed),
    others === '' ? '' : `Also at ${others}.`,
    anchor.kind === 'summary' ? sentence(`Has no line of its own: ${visibleLine(anchor.reason)}`) : '',
  ].filter((part) => part !== '');
  const parts = [
    head.filter((part) => part !== '').join('\n'),
    indent(wrap(visible(wholeText(finding)), width)),
    indent(renderSuggestion(placed, palette)),
    indent(painted(wrap(aside.join(' '), width), palette.dim)),
  ];
  return parts.filter((part) => part.trim() !== '').join('\n\n');
}

const VERDICTS = {
  confirmed: 'Checked',
  refuted: 'Refuted',
  unsure: 'Not decided',
  unverified: 'Not checked',
};

function verdictLine({ verdict }: PlacedFinding): string {
  if (verdict === undefined) return '';
  const before = verdict.introduced ? '' : ' It was there before this change.';
  const reason = verdict.reason === '' ? '' : `: ${visibleLine(verdict.reason)}`;
  return `${sentence(`${VERDICTS[verdict.kind]}${reason}`)}${before}`;
}

function renderSuggestion({ suggestion }: PlacedFinding, palette: Palette): string {
  if (suggestion.kind === 'none') return '';
  const head =
    suggestion.kind === 'proved' ? 'Replace these lines with:' : 'A possible fix, not proved to apply:';
  if (suggestion.text === '' && suggestion.kind === 'proved') return palette.dim('Delete these lines.');
  const body = suggestion.text.split('\n').map((line) => palette.green(`  ${visible(line)}`));
  return [palette.dim(head), ...body].join('\n');
}

function renderAccount(review: Review, style: TerminalStyle): string {
  const { palette } = style;
  const { coverage, conclusion } = review;
  const paint = {
    success: palette.green,
    failure: palette.red,
    neutral: palette.yellow,
    skipped: palette.yellow,
  };
  const why = sentence(visible(conclusion.reason));
  const gaps = coverage.rows
    .filter(({ state }) => state === 'failed')
    .map(({ path, header, reason }) => `${path} ${header} (${reason ?? 'unknown'})`);
  const excluded = review.scope.excluded.map(({ path, reason }) =>
    reason.includes(path) ? reason : `${path}: ${reason}`,
  );
  const dropped = [
    ...review.dropped.map(({ finding, reason }) => `${finding.title}: ${reason}`),
    ...review.rejects.map(({ title, problem }) => `${title}: ${problem}`),
  ];
  return [
    paint[conclusion.kind](palette.bold(visibleLine(conclusion.title))),
    wrap(why, textWidth(style)),
    named('Not read:', gaps, { ...style, palette: { ...palette, dim: palette.yellow } }),
    named('Left out by rules:', excluded, style),
    named('Set aside, because it could not be confirmed:', dropped, style),
    named('Notes:', [...new Set([...review.notes, ...review.settings.warnings])], style),
    palette.dim(costLine(review)),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** A heading and one line each, or nothing. */
function named(heading: string, lines: readonly string[], style: TerminalStyle): string {
  if (lines.length === 0) return '';
  const { palette } = style;
  const shown = lines.slice(0, ROWS_MAX).map((line) => wrap(`- ${visibleLine(line)}`, textWidth(style)));
  if (lines.length > ROWS_MAX) shown.push(`- and ${grouped(lines.length - ROWS_MAX)} more`);
  return [heading, ...shown.map((line) => painted(indent(line, '  '), palette.dim))].join('\n');
}

function briefly({ finding, anchor }: PlacedFinding): string {
  return `${finding.severity} · ${placeOf(anchor)}: ${finding.title}`;
}

function standingLine({ severity, path, line, title }: StandingFinding): string {
  return `${severity} · ${line === null ? path : `${path}:${line}`}: ${title}`;
}

function costLine({ cost, model, startedAt, finishedAt }: Review): string {
  const { usage } = cost;
  const cached = usage.prompt === 0 ? '' : ` (${Math.round(cost.cachedShare * PERCENT)} % from cache)`;
  const thought = usage.reasoning === 0 ? '' : ` (${grouped(usage.reasoning)} of them thinking)`;
  const money = cost.usd === null ? 'price unknown for this model' : dollars(cost.usd);
  return `${visibleLine(model)}: ${countOf(usage.prompt, 'token')} read${cached}, ${grouped(usage.completion)} written${thought} · ${money} · ${duration(finishedAt - startedAt)}`;
}

function placeOf(anchor: PlacedFinding['anchor']): string {
  const { path, line } = anchor;
  if (anchor.kind === 'summary') return visibleLine(line === null ? path : `${path}:${line}`);
  const lines = anchor.startLine === null ? `${line}` : `${anchor.startLine}-${line}`;
  return visibleLine(`${path}:${lines}${anchor.side === 'LEFT' ? ' (removed)' : ''}`);
}

function paintFor(severity: Severity, palette: Palette): Paint {
  if (severity === 'blocker' || severity === 'major') return palette.red;
  return severity === 'minor' ? palette.yellow : palette.dim;
}

/** Line by line: a colour that runs over line breaks colours the margin of pagers too. */
function painted(text: string, paint: Paint): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : paint(line)))
    .join('\n');
}
