import type { Anchor, Finding, Suggestion } from './finding.ts';
import { type QuoteForm, quoteForms, sameLines, undress } from './quote.ts';
import { spanOf } from './span.ts';
import { doubtOf } from './suggestion-doubts.ts';

/**
 * Proves in memory that a replacement does what "Commit suggestion" would do: it stands on exactly the
 * quoted lines of the head, changes them, and looks like the whole replacement of these lines and no
 * others. What is not proved is kept as prose with the reason.
 */
export function proveSuggestion(finding: Finding, anchor: Anchor, headText: string | null): Suggestion {
  const offered = finding.suggestion;
  if (offered === null) return { kind: 'none' };
  const prose = (reason: string): Suggestion => ({ kind: 'prose', text: offered, reason });
  if (anchor.kind === 'summary') return prose('the quoted lines are not one place of the diff');
  if (anchor.side === 'LEFT') return prose('removed lines cannot be replaced');
  if (headText === null) return prose('the text of the file was not read');
  const span = spanOf(headText, anchor);
  if (span === null) return prose('the file has no such lines');
  const form = quoteForms(finding.quote, 'RIGHT').find((candidate) => sameLines(candidate, span.lines));
  if (form === undefined) return prose('the comment does not stand on exactly the quoted lines');
  const bare = withoutLastBreak(undress(withoutReturns(offered), form.without));
  const text = form.loose ? reindented(bare, { form, lines: span.lines }) : bare;
  if (text === null) return prose('its indentation does not tell where it belongs');
  const doubt = doubtOf(text, span);
  if (doubt !== null) return prose(doubt);
  if (applySuggestion(headText, anchor, text) === headText) return prose('it changes nothing');
  return { kind: 'proved', text };
}

/**
 * The head text with the lines of the anchor replaced, as GitHub commits a suggestion. Line endings are
 * those of the first replaced line; a last line without an ending stays without one. No text is deletion.
 */
export function applySuggestion(headText: string, anchor: Anchor, text: string): string {
  const span = anchor.kind === 'line' ? spanOf(headText, anchor) : null;
  if (span === null) return headText;
  const { before, replaced, after } = span;
  const ending = replaced.at(0)?.endsWith('\r\n') ? '\r\n' : '\n';
  const lastEnding = /\r?\n$/.exec(replaced.at(-1) ?? '')?.[0] ?? '';
  const written = text === '' ? '' : text.split('\n').join(ending) + lastEnding;
  return [...before, written, ...after].join('');
}

/** Endings are the file's, not the answer's. By hand: a pattern would cost the square of a run of returns. */
function withoutReturns(text: string): string {
  const lines = text.split('\n').map((line) => {
    let end = line.length;
    while (line[end - 1] === '\r') end -= 1;
    return line.slice(0, end);
  });
  return lines.join('\n');
}

/** A block that ends with an empty line means the line break of its last line, not one more line. */
function withoutLastBreak(text: string): string {
  return text.replace(/\n$/, '');
}

/** The quote had lost or gained the same indentation on every line: the replacement did so too. */
function reindented(text: string, at: { form: QuoteForm; lines: readonly string[] }): string | null {
  const pairs = at.form.lines.flatMap((quoted, index) =>
    quoted.trim() === '' ? [] : [{ quoted: indentOf(quoted), real: indentOf(at.lines[index] ?? '') }],
  );
  const [first] = pairs;
  if (first === undefined) return null;
  const { quoted, real } = first;
  if (real.endsWith(quoted)) {
    const lost = real.slice(0, real.length - quoted.length);
    if (pairs.every((pair) => pair.real === lost + pair.quoted))
      return mapFilled(text, (line) => lost + line);
  }
  const gained = quoted.slice(0, Math.max(0, quoted.length - real.length));
  const isGained = gained !== '' && pairs.every((pair) => pair.quoted === gained + pair.real);
  if (!isGained || text.split('\n').some((line) => line.trim() !== '' && !line.startsWith(gained)))
    return null;
  return mapFilled(text, (line) => line.slice(gained.length));
}

function indentOf(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}

function mapFilled(text: string, change: (line: string) => string): string {
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? line : change(line)))
    .join('\n');
}
