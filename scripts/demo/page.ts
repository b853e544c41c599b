import { marked } from 'marked';
import type { DiffLine, FilePatch, Hunk, Side } from '../../src/core/diff/diff.ts';

export type PageComment = {
  readonly path: string;
  readonly side: Side;
  readonly startLine: number | null;
  readonly line: number;
  readonly body: string;
};

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

/** One self-contained HTML page, no script, nothing loaded from elsewhere. */
export function renderPage(page: Page): string {
  const heading = `${page.title} #${page.number}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(heading)} · Kimi Review demo</title><style>${STYLE}</style></head><body><main>
<header><p class="repository">${escape(page.repository)}</p><h1>${escape(page.title)} <span>#${page.number}</span></h1>
<p class="meta"><b>${escape(page.author)}</b> wants to merge ${page.patches.length} changed files</p></header>
<aside class="stand-ins"><b>What is real here.</b><ul>${page.standIns.map((text) => `<li>${escape(text)}</li>`).join('')}</ul></aside>
${card(page.author, page.description)}
${page.summary === null ? '' : card('github-actions', page.summary, 'bot')}
${page.check === null ? '' : checkBox(page.check)}
${page.reviewBodies.map((body) => card('github-actions', body, 'bot reviewed these changes')).join('\n')}
<h2>Files changed</h2>
${page.patches.map((patch) => fileBox(patch, page.comments)).join('\n')}
</main></body></html>
`;
}

function card(author: string, body: string, badge = ''): string {
  const label = badge === '' ? '' : `<span class="badge">${escape(badge)}</span>`;
  return `<section class="card"><div class="card-head"><b>${escape(author)}</b> ${label}</div><div class="markdown">${markdown(body)}</div></section>`;
}

function checkBox(check: NonNullable<Page['check']>): string {
  return `<section class="check ${escape(check.conclusion)}"><div><b>Kimi Review</b> — ${escape(check.title)}</div>
<small>check run, conclusion: ${escape(check.conclusion)}</small></section>`;
}

function fileBox(patch: FilePatch, comments: readonly PageComment[]): string {
  const name = patch.path === patch.oldPath ? patch.path : `${patch.oldPath} → ${patch.path}`;
  const own = comments.filter((comment) => comment.path === patch.path);
  const body =
    patch.hunks.length === 0
      ? `<p class="no-lines">${escape(`${patch.status}, ${patch.kind === 'text' ? 'no changed lines' : patch.kind}`)}</p>`
      : `<table>${patch.hunks.map((hunk) => hunkRows(hunk, own)).join('')}</table>`;
  return `<section class="file"><div class="file-head">${escape(name)} <span class="plus">+${patch.additions}</span> <span class="minus">−${patch.deletions}</span></div>${body}</section>`;
}

function hunkRows(hunk: Hunk, comments: readonly PageComment[]): string {
  const header = `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@ ${hunk.section}`;
  const rows = hunk.lines.map((line) => {
    const here = comments.filter((comment) => comment.line === lineOn(line, comment.side));
    const inRange = comments.some((comment) => covers(comment, line));
    return lineRow(line, inRange) + here.map(commentRow).join('');
  });
  return `<tr class="hunk"><td></td><td></td><td>${escape(header)}</td></tr>${rows.join('')}`;
}

function lineRow(line: DiffLine, inRange: boolean): string {
  const sign = line.kind === 'added' ? '+' : line.kind === 'removed' ? '-' : ' ';
  const classes = `${line.kind}${inRange ? ' commented' : ''}`;
  return `<tr class="${classes}"><td>${line.oldLine ?? ''}</td><td>${line.newLine ?? ''}</td><td><pre>${sign} ${escape(line.text)}</pre></td></tr>`;
}

function commentRow(comment: PageComment): string {
  const from = comment.startLine === null ? '' : ` from line ${comment.startLine}`;
  return `<tr class="comment"><td colspan="3"><div class="card"><div class="card-head"><b>github-actions</b> <span class="badge">bot</span> on line ${comment.line}${from}</div><div class="markdown">${markdown(comment.body)}</div></div></td></tr>`;
}

function lineOn(line: DiffLine, side: Side): number | null {
  if (side === 'LEFT') return line.kind === 'removed' ? line.oldLine : null;
  return line.newLine;
}

function covers(comment: PageComment, line: DiffLine): boolean {
  const number = lineOn(line, comment.side);
  return number !== null && number >= (comment.startLine ?? comment.line) && number <= comment.line;
}

/** GitHub shows a `suggestion` block as a change with a button; here it is labelled, the text is the same. */
function markdown(body: string): string {
  const html = marked.parse(body, { async: false, gfm: true });
  return html.replaceAll(
    '<pre><code class="language-suggestion">',
    '<div class="suggestion-head">Suggested change <button disabled>Commit suggestion</button></div><pre class="suggestion"><code>',
  );
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const STYLE = `
:root{color-scheme:light;--line:#d1d9e0;--soft:#f6f8fa;--text:#1f2328;--mute:#59636e}
body{margin:0;background:#fff;color:var(--text);font:14px/1.5 -apple-system,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif}
main{max-width:980px;margin:0 auto;padding:24px}
h1{font-size:26px;font-weight:400;margin:0}h1 span,.meta,.repository,small{color:var(--mute)}.repository{margin:0}
h2{margin-top:28px}
.stand-ins{background:#fff8c5;border:1px solid #d4a72c66;border-radius:6px;padding:10px 16px;margin:16px 0}
.stand-ins ul{margin:4px 0 0;padding-left:20px}
.card,.file,.check{border:1px solid var(--line);border-radius:6px;margin:16px 0;overflow:hidden;background:#fff}
.card-head,.file-head{background:var(--soft);border-bottom:1px solid var(--line);padding:8px 14px}
.file-head{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:12px}
.badge{border:1px solid var(--line);border-radius:10px;padding:0 7px;font-size:12px;color:var(--mute)}
.markdown{padding:2px 16px 8px}.markdown pre{background:var(--soft);padding:10px;border-radius:6px;overflow:auto}
.markdown code{background:#818b981f;border-radius:4px;padding:1px 4px;font-size:85%}.markdown pre code{background:none;padding:0}
.markdown table{border-collapse:collapse}.markdown td,.markdown th{border:1px solid var(--line);padding:4px 10px}
.suggestion-head{border:1px solid var(--line);border-bottom:0;border-radius:6px 6px 0 0;padding:6px 10px;background:var(--soft);font-size:12px}
.suggestion-head button{float:right;font-size:11px}.markdown pre.suggestion{margin-top:0;background:#dafbe1;border:1px solid var(--line);border-radius:0 0 6px 6px}
.check{padding:10px 16px;border-left:6px solid #59636e}.check.success{border-left-color:#1a7f37}.check.failure{border-left-color:#cf222e}
.file table{width:100%;border-collapse:collapse;font:12px/1.6 ui-monospace,SFMono-Regular,Menlo,monospace}
.file td{padding:0 8px;vertical-align:top}.file td:nth-child(-n+2){width:36px;text-align:right;color:var(--mute);user-select:none}
.file pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
.added{background:#dafbe1}.removed{background:#ffebe9}.hunk td{background:#ddf4ff;color:var(--mute);padding:4px 8px}
.commented td:nth-child(2){box-shadow:inset -3px 0 #d4a72c}
.comment>td{background:#fff;padding:4px 24px!important;width:auto!important;text-align:left!important;color:var(--text)!important;user-select:auto!important;font:14px/1.5 -apple-system,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif}
.no-lines{color:var(--mute);padding:10px 16px;margin:0}
`;
