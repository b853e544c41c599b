import { marked } from 'marked';
import { escapeHtml } from './escape-html.ts';

/**
 * Markdown as GitHub shows it. A `suggestion` block becomes the change it offers: `original` are the lines it
 * would replace, then its own.
 */
export function markdown(body: string, original: readonly string[]): string {
  const html = marked.parse(body, { async: false, gfm: true });
  return html.replaceAll(SUGGESTION, (_whole, code: string) => suggestionBox(original, code.split('\n')));
}

const SUGGESTION = /<pre><code class="language-suggestion">([\s\S]*?)\n?<\/code><\/pre>/g;

/** `replacement` is HTML already: it comes out of the Markdown renderer. */
function suggestionBox(original: readonly string[], replacement: readonly string[]): string {
  const rows = [
    ...original.map((line) => row('removed', '-', escapeHtml(line))),
    ...replacement.map((line) => row('added', '+', line)),
  ];
  return `<div class="suggestion"><div class="suggestion-head">Suggested change</div><table>${rows.join('')}</table>
<div class="suggestion-foot"><button disabled>Commit suggestion</button></div></div>`;
}

function row(kind: string, sign: string, code: string): string {
  return `<tr class="${kind}"><td><pre>${sign} ${code}</pre></td></tr>`;
}
