import { snippetTokens } from '../budget/measure.ts';
import type { Snippet } from '../context/snippet.ts';
import { cleanText } from './clean.ts';
import type { PackedRequest, PackView } from './pack-view.ts';

/** Raised when a field changes its meaning or goes away; new fields alone do not raise it. */
const PACK_REPORT_VERSION = 1;
const INDENT = 2;

/** What would be sent to the model, for machines; without the texts themselves. */
export function packJson(view: PackView): string {
  const { brief, diff, scope } = view;
  const { pull, profile, settings } = brief;
  const report = {
    version: PACK_REPORT_VERSION,
    tool: 'kimi-review',
    pull: { number: pull.number, title: pull.title, base: pull.base.sha, head: pull.head.sha },
    model: profile.id,
    contextWindow: profile.contextWindow,
    requests: view.packs.map(requestRow),
    guidance: brief.guidance.map(snippetRow),
    excluded: scope.excluded,
    unread: diff.unread,
    effort: brief.effort,
    cost: view.cost,
    settings: settings.effective,
    notes: [...new Set([...view.notes, ...settings.warnings])],
  };
  return `${JSON.stringify(report, cleanStrings, INDENT)}\n`;
}

function requestRow({ pack, request, readers, thinkingReason }: PackedRequest): object {
  return {
    index: pack.index,
    count: pack.count,
    readers,
    promptTokens: request.promptTokens,
    outputTokensMax: request.outputTokensMax,
    thinking: request.thinking,
    thinkingReason,
    files: pack.patches.map(({ patch, parts }) => ({
      path: patch.path,
      oldPath: patch.oldPath,
      status: patch.status,
      additions: patch.additions,
      deletions: patch.deletions,
      hunks: parts.map(({ hunk, from, to }) => ({ id: hunk.id, from, to, lines: hunk.lines.length })),
    })),
    context: pack.snippets.map(snippetRow),
    leftOut: pack.leftOut,
  };
}

function snippetRow(snippet: Snippet): object {
  const { text: _text, ...rest } = snippet;
  return { ...rest, tokens: snippetTokens(snippet) };
}

function cleanStrings(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? cleanText(value) : value;
}
