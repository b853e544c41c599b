import type { FilePatch } from '../../src/core/diff/diff.ts';
import { escapeHtml } from './escape-html.ts';
import { fileBox, type PageComment } from './page-diff.ts';
import { markdown } from './page-markdown.ts';
import { STYLE } from './page-style.ts';

/** What the page shows: the pull request as it stands after the run. Bodies are Markdown, as posted. */
export type Page = {
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly description: string;
  readonly author: string;
  readonly patches: readonly FilePatch[];
  readonly comments: readonly PageComment[];
  readonly reviewBodies: readonly string[];
  readonly summary: string | null;
  readonly check: { readonly conclusion: string; readonly title: string; readonly summary: string } | null;
  /** Plain sentences on what on this page is real and what is a stand-in. */
  readonly standIns: readonly string[];
};

/** One self-contained HTML page, no script, nothing loaded from elsewhere, light or dark as the reader has it. */
export function renderPage(page: Page): string {
  const heading = `${page.title} #${page.number}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(heading)} · Kimi Review demo</title><style>${STYLE}</style></head><body><main>
<header><p class="repository">${escapeHtml(page.repository)}</p>
<h1>${escapeHtml(page.title)} <span>#${page.number}</span></h1>
<p class="meta"><span class="open">Open</span> <b>${escapeHtml(page.author)}</b> wants to merge ${changeSize(page.patches)}</p></header>
<aside class="stand-ins"><b>This page is a demo, drawn to look like GitHub.</b>
<ul>${page.standIns.map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul></aside>
<div class="timeline">
${card(page.author, { body: page.description, what: 'opened this pull request' })}
${page.reviewBodies.map((body) => card(BOT, { body, what: 'reviewed' })).join('\n')}
${page.summary === null ? '' : card(BOT, { body: page.summary, what: 'commented' })}
${page.check === null ? '' : checkBox(page.check)}
</div>
<h2>Files changed</h2>
${page.patches.map((patch) => fileBox(patch, page.comments)).join('\n')}
</main></body></html>
`;
}

const BOT = 'github-actions';

function changeSize(patches: readonly FilePatch[]): string {
  const sum = (of: (patch: FilePatch) => number): number =>
    patches.reduce((total, patch) => total + of(patch), 0);
  const added = sum(({ additions }) => additions);
  const removed = sum(({ deletions }) => deletions);
  return `${patches.length} changed files, <span class="plus">+${added}</span> <span class="minus">−${removed}</span>`;
}

function card(author: string, { body, what }: { readonly body: string; readonly what: string }): string {
  const badge = author === BOT ? ' <span class="badge">bot</span>' : '';
  return `<section class="entry">${avatar(author)}<div class="card">
<div class="card-head"><b>${escapeHtml(author)}</b>${badge} <span class="mute">${escapeHtml(what)}</span></div>
<div class="markdown">${markdown(body, [])}</div></div></section>`;
}

function avatar(author: string): string {
  const kind = author === BOT ? ' is-bot' : '';
  return `<span class="avatar${kind}" aria-hidden="true">${escapeHtml(author.charAt(0).toUpperCase())}</span>`;
}

const CHECK_SIGNS: Readonly<Record<string, string>> = { success: '✓', failure: '✗' };

function checkBox({ conclusion, title }: NonNullable<Page['check']>): string {
  const sign = CHECK_SIGNS[conclusion] ?? '■';
  return `<section class="entry"><span class="avatar check-sign ${escapeHtml(conclusion)}" aria-hidden="true">${sign}</span>
<div class="card check"><b>Kimi Review</b> <span class="mute">— ${escapeHtml(title)}</span>
<small>check run, conclusion: ${escapeHtml(conclusion)}</small></div></section>`;
}
