import { snippetTokens } from '../budget/measure.ts';
import { shownLines } from '../context/shown-lines.ts';
import { providerProfile } from '../model/providers.ts';
import { nameOf } from './pack-pieces.ts';
import type { PackedRequest, PackView } from './pack-view.ts';
import {
  columnsOf,
  indent,
  padded,
  type TerminalStyle,
  textWidth,
  visibleLine,
  wrap,
} from './terminal-text.ts';
import { countOf, dollars, grouped, sentence } from './words.ts';

const SHORT_SHA = 7;
/** A pack of thousands of files is listed in full by `--json`. */
const ROWS_MAX = 40;
const NAME_COLUMNS_MAX = 60;

/** What would be sent to the model, for a person at a terminal. */
export function renderPackReport(view: PackView, style: TerminalStyle): string {
  const blocks = [
    renderChange(view, style),
    ...view.packs.map((packed) => renderPack(packed, style)),
    rows('In every request, beside the rules of the review', guidanceRows(view), style),
    ...excludedRows(view, style),
    rows('Not sent, because it could not be read', unreadRows(view), style),
    notes(view, style),
    renderTotal(view, style),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function guidanceRows({ brief }: PackView): Row[] {
  return brief.guidance.map((snippet) => ({
    name: snippet.path,
    facts: tokensOf(snippetTokens(snippet)),
    why: `${snippet.reason}, as it is at the base`,
  }));
}

function excludedRows({ scope }: PackView, style: TerminalStyle): string[] {
  const byRule = Map.groupBy(scope.excluded, ({ rule }) => rule);
  return [...byRule].map(([rule, all]) =>
    rows(
      `Not sent, by the rule ${rule}`,
      all.map(({ path, reason, hunkIds }) => ({
        name: path,
        facts: hunkIds.length === 0 ? 'no hunks' : countOf(hunkIds.length, 'hunk'),
        why: reason.startsWith(`${path} `) ? reason.slice(path.length + 1) : reason,
      })),
      style,
    ),
  );
}

function unreadRows({ diff }: PackView): Row[] {
  return diff.unread.map(({ path, reason }) => ({ name: path, facts: '', why: reason }));
}

function renderChange({ brief, diff }: PackView, { palette }: TerminalStyle): string {
  const { pull, profile, settings } = brief;
  const name = pull.number === 0 ? '' : `#${pull.number} `;
  const title = visibleLine(pull.title);
  const end = (ref: string, sha: string): string => `${visibleLine(ref)} (${sha.slice(0, SHORT_SHA)})`;
  const added = diff.patches.reduce((sum, { additions }) => sum + additions, 0);
  const removed = diff.patches.reduce((sum, { deletions }) => sum + deletions, 0);
  const files = countOf(diff.patches.length + diff.unread.length, 'file');
  return [
    `${palette.bold(`${name}${title}`)}`,
    `${end(pull.base.ref, pull.base.sha)} → ${end(pull.head.ref, pull.head.sha)}: ${files}, +${grouped(added)} −${grouped(removed)}`,
    `For ${visibleLine(profile.id)} at ${visibleLine(providerProfile(settings.provider).title)}, which holds ${grouped(profile.contextWindow)} tokens`,
  ].join('\n');
}

function renderPack({ pack, request, readers, thinkingReason }: PackedRequest, style: TerminalStyle): string {
  const { palette } = style;
  const counts = `${tokensOf(request.promptTokens)} (estimated), at most ${grouped(request.outputTokensMax)} written`;
  const mode = { enabled: 'thinking on', disabled: 'thinking off' }[request.thinking];
  const changed = pack.patches.map(({ patch, parts }) => ({
    name: nameOf(patch),
    facts: `+${grouped(patch.additions)} −${grouped(patch.deletions)}, ${countOf(parts.length, 'hunk')}`,
    why: windowsOf(parts),
  }));
  return [
    palette.bold(`Request ${pack.index} of ${pack.count}: ${counts}`),
    indent(wrap(sentence(`${mode}: ${visibleLine(thinkingReason)}`), textWidth(style))),
    indent(wrap(readBy(readers), textWidth(style))),
    indent(rows('Changes to review', changed, style)),
    ...snippetRows(pack, style),
    ...leftOutRows(pack, style),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** Further readers send the same text with another last section, most of it from the cache. */
function readBy(readers: readonly string[]): string {
  if (readers.length === 1) return '';
  return sentence(`Read ${readers.length} times, with another question each: ${readers.join(', ')}`);
}

/** One block for each reason, so that the reason stands once and the files below it. */
function snippetRows(pack: PackedRequest['pack'], style: TerminalStyle): string[] {
  return [...Map.groupBy(pack.snippets, ({ reason }) => reason)].map(([reason, snippets]) => {
    const heading =
      reason === 'changed file' ? 'The changed files as they were before' : `Read with them: ${reason}`;
    const all = snippets.map((snippet) => ({
      name: `${snippet.path}:${shownLines(snippet).text}`,
      facts: tokensOf(snippetTokens(snippet)),
      why: reason === 'changed file' ? '' : whomFor(snippet.of),
    }));
    return indent(rows(heading, all, style));
  });
}

function leftOutRows(pack: PackedRequest['pack'], style: TerminalStyle): string[] {
  return [...Map.groupBy(pack.leftOut, ({ reason }) => reason)].map(([reason, all]) => {
    const left = all.map(({ path, why, tokens }) => ({ name: path, facts: tokensOf(tokens), why }));
    return indent(rows(`Left out: ${visibleLine(reason)}`, left, style));
  });
}

function renderTotal({ brief, packs, cost }: PackView, style: TerminalStyle): string {
  const { palette } = style;
  if (packs.length === 0) return palette.yellow('Nothing would be sent.');
  const tokens = packs.reduce((sum, { request, readers }) => sum + request.promptTokens * readers.length, 0);
  const requests = packs.reduce((sum, { readers }) => sum + readers.length, 0);
  const asked = `${countOf(requests, 'request')}, ${tokensOf(tokens)} (estimated)`;
  const money =
    cost === null
      ? `no price is known for ${visibleLine(brief.profile.id)} at this provider`
      : `${dollars(cost.lowUsd)} for short answers to ${dollars(cost.highUsd)} at the output cap, without retries${checksOf(brief)}, by prices of ${cost.pricesAsOf}`;
  return wrap(`${palette.bold(asked)}: ${money}.`, textWidth(style));
}

function checksOf({ effort }: PackView['brief']): string {
  return effort.effort === 'quick' ? '' : ' and without the checks of findings';
}

type Row = { readonly name: string; readonly facts: string; readonly why: string };

/** A heading and aligned rows: name, facts, reason; or nothing. */
function rows(heading: string, all: readonly Row[], style: TerminalStyle): string {
  if (all.length === 0) return '';
  const { palette } = style;
  const shown = all.slice(0, ROWS_MAX).map(({ name, facts, why }) => ({
    name: visibleLine(name),
    facts,
    why: visibleLine(why),
  }));
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(columnsOf));
  const nameColumns = Math.min(NAME_COLUMNS_MAX, widest(shown.map(({ name }) => name)));
  const factColumns = widest(shown.map(({ facts }) => facts));
  const lines = shown.map(({ name, facts, why }) =>
    `${palette.cyan(padded(name, nameColumns))}  ${padded(facts, factColumns)}  ${palette.dim(why)}`.trimEnd(),
  );
  if (all.length > ROWS_MAX) lines.push(`and ${grouped(all.length - ROWS_MAX)} more (--json lists them all)`);
  return [heading, ...lines.map((line) => `  ${line}`)].join('\n');
}

function windowsOf(parts: PackedRequest['pack']['patches'][number]['parts']): string {
  const cut = parts.filter(({ hunk, from, to }) => from > 0 || to < hunk.lines.length).length;
  return cut === 0 ? '' : `${countOf(cut, 'hunk')} in windows: too large for one request`;
}

function whomFor([first, ...more]: readonly string[]): string {
  if (first === undefined) return '';
  return `for ${first}${more.length === 0 ? '' : ` and ${more.length} more`}`;
}

function notes({ notes: own, brief }: PackView, style: TerminalStyle): string {
  const all = new Set([...own, ...brief.settings.warnings]);
  const lines = [...all].slice(0, ROWS_MAX).map((note) => wrap(`- ${visibleLine(note)}`, textWidth(style)));
  return lines.length === 0 ? '' : ['Notes', ...lines.map((line) => indent(line, '  '))].join('\n');
}

function tokensOf(count: number): string {
  return countOf(count, 'token');
}
