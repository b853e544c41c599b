import { patchTokens, snippetTokens } from '../budget/measure.ts';
import { estimateTokens } from '../budget/tokens.ts';
import { shownLines } from '../context/shown-lines.ts';
import type { Snippet } from '../context/snippet.ts';
import type { FilePatch } from '../diff/diff.ts';
import { BODY_CHARACTERS_MAX } from '../prompt/pull-sections.ts';
import type { Brief } from '../prompt/review-prompt.ts';
import { systemText } from '../prompt/rules.ts';
import { guidanceSection, strangerSection } from '../prompt/sections.ts';
import { checkSections, ticketSections } from '../prompt/ticket-sections.ts';
import type { PackedRequest } from './pack-view.ts';
import { countOf } from './words.ts';

/** What a part of a request is; the code around the change is told apart by its reason as well. */
export type PieceKind =
  | 'changes'
  | 'changed files'
  | 'code around the change'
  | 'pull request'
  | 'guidance'
  | 'rules'
  | 'question';

/** A part of a request, with why it is there. Names are strangers' text. */
export type Piece = {
  readonly kind: PieceKind;
  readonly name: string;
  readonly reason: string;
  /** Null where lines say nothing. */
  readonly lines: number | null;
  /** Estimated. */
  readonly tokens: number;
};

/** Everything one request consists of. The pieces sum to its tokens, or to a little more where each is rounded up. */
export function piecesOf({ pack, request }: PackedRequest, brief: Brief): Piece[] {
  const known = [
    ...pack.patches.map((packed): Piece => {
      const lines = packed.parts.reduce((sum, { from, to }) => sum + to - from, 0);
      const hunks = countOf(packed.parts.length, 'hunk');
      const { patch } = packed;
      return { kind: 'changes', name: nameOf(patch), reason: hunks, lines, tokens: patchTokens(packed) };
    }),
    ...pack.snippets.map(snippetPiece),
    ...pullPieces(brief),
    ...brief.guidance.map((snippet): Piece => {
      const reason = `${snippet.reason}, as it is at the base`;
      const tokens = estimateTokens(guidanceSection(snippet));
      return { kind: 'guidance', name: snippet.path, reason, lines: snippet.line, tokens };
    }),
    textPiece(
      { kind: 'rules', name: 'rules of the review', reason: 'what to look for, and the form of the answer' },
      systemText(brief.language),
    ),
  ];
  const rest = request.promptTokens - known.reduce((sum, { tokens }) => sum + tokens, 0);
  const question: Piece = {
    kind: 'question',
    name: 'question and headings',
    reason: 'what is asked, and what stands between the parts',
    lines: null,
    tokens: Math.max(0, rest),
  };
  return [...known, question].filter(({ tokens }) => tokens > 0);
}

function snippetPiece(snippet: Snippet): Piece {
  const isChanged = snippet.reason === 'changed file';
  const lines = snippet.numbers?.length ?? snippet.line - snippet.startLine + 1;
  const { text, isOutline } = shownLines(snippet);
  const shape = isOutline ? ', in outline' : '';
  return {
    kind: isChanged ? 'changed files' : 'code around the change',
    name: `${snippet.path}:${text}`,
    reason: isChanged
      ? `changed file, ${snippet.revision === 'base' ? 'before' : 'after'} the change${shape}`
      : `${snippet.reason}${shape}`,
    lines,
    tokens: snippetTokens(snippet),
  };
}

function pullPieces({ pull, commits, tickets, failingChecks }: Brief): Piece[] {
  const claim = 'what the change claims';
  const messages = commits.map(({ message }) => message).join('\n');
  const pieces = [
    textPiece(said('title', claim), strangerSection('title', pull.title)),
    textPiece(said('description', claim), bodyText(pull.body)),
    textPiece(said('commit messages', countOf(commits.length, 'commit')), messages),
    ...tickets.map((ticket) => {
      const reason = ticket.closes ? 'closed by the pull request' : 'named by the pull request';
      return textPiece(said(`issue ${ticket.number}`, reason), ticketSections([ticket]).join('\n'));
    }),
    textPiece(said('failing checks', 'failed at the head'), checkSections(failingChecks).join('\n')),
  ];
  return pieces.filter(({ tokens }) => tokens > 0);
}

/** As much of it as is shown; no fence where there is no text. */
function bodyText(body: string): string {
  const shown = body.slice(0, BODY_CHARACTERS_MAX);
  return shown.trim() === '' ? '' : strangerSection('description', shown);
}

type Label = Pick<Piece, 'kind' | 'name' | 'reason'>;

function textPiece(label: Label, text: string): Piece {
  return { ...label, lines: text.split('\n').length, tokens: estimateTokens(text) };
}

function said(name: string, reason: string): Label {
  return { kind: 'pull request', name, reason };
}

/** Old and new name of a moved file. */
export function nameOf({ status, path, oldPath }: FilePatch): string {
  if (status === 'renamed' || status === 'copied') return `${oldPath} → ${path}`;
  return status === 'modified' ? path : `${path} (${status})`;
}
