import { htmlText } from './html.ts';
import { leftOutTable, outsideTables } from './pack-left-out.ts';
import { requestPanel } from './pack-request-html.ts';
import { PACK_STYLE } from './pack-style.ts';
import type { PackView } from './pack-view.ts';
import { countOf, dollars, grouped } from './words.ts';

const SHORT_SHA = 7;
/** Nothing may be loaded, sent or run, whatever a title says. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * What would be sent to the model, as a page for a person: one file that loads nothing and runs nothing. It holds
 * paths and reasons, and no line of the code.
 */
export function packHtml(view: PackView): string {
  const title = htmlText(view.brief.pull.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>What would be sent: ${title}</title>
<style>${PACK_STYLE}</style>
</head>
<body>
<main>
${heading(view, title)}
${facts(view)}
${panels(view)}
${outsideTables(view)}
${notes(view)}
</main>
</body>
</html>
`;
}

function heading({ brief, diff }: PackView, title: string): string {
  const { pull } = brief;
  const number = pull.number === 0 ? '' : `#${pull.number} `;
  const end = (ref: string, sha: string): string => `${htmlText(ref)} (${sha.slice(0, SHORT_SHA)})`;
  const added = diff.patches.reduce((sum, { additions }) => sum + additions, 0);
  const removed = diff.patches.reduce((sum, { deletions }) => sum + deletions, 0);
  const files = countOf(diff.patches.length + diff.unread.length, 'file');
  return `<p class="eyebrow">What a review would send</p>
<h1>${number}${title}</h1>
<p class="soft">${end(pull.base.ref, pull.base.sha)} → ${end(pull.head.ref, pull.head.sha)} · ${files}, +${grouped(added)} −${grouped(removed)}</p>`;
}

function facts({ brief, packs, cost }: PackView): string {
  const requests = packs.reduce((sum, { readers }) => sum + readers.length, 0);
  const tokens = packs.reduce((sum, { request, readers }) => sum + request.promptTokens * readers.length, 0);
  const parts =
    packs.length === 1 ? 'the whole change in each' : `${countOf(packs.length, 'part')} of the change`;
  const price =
    cost === null
      ? fact('Cost', 'not known', 'no price is known for this model here')
      : fact(
          'Cost',
          `${dollars(cost.lowUsd)} to ${dollars(cost.highUsd)}`,
          `short answers to the output cap, without retries and checks; prices of ${cost.pricesAsOf}`,
        );
  const { profile } = brief;
  return `<dl class="facts">
${fact('Requests', grouped(requests), requests === packs.length ? parts : `${parts}, each read by several`)}
${fact('Prompt', countOf(tokens, 'token'), 'estimated, before what the cache serves')}
${packs.length === 0 ? '' : price}
${fact('Model', htmlText(profile.id), `holds ${countOf(profile.contextWindow, 'token')}`)}
</dl>`;
}

function fact(term: string, value: string, remark: string): string {
  return `<div><dt>${term}</dt><dd>${value}<small>${remark}</small></dd></div>`;
}

/** Tabs without a script: a radio button for each, which shows the section behind its label. */
function panels({ brief, packs }: PackView): string {
  if (packs.length === 0) return '<p class="none">Nothing would be sent.</p>';
  const tabs = packs.map((packed, index) => {
    const { pack } = packed;
    const id = `request-${pack.index}`;
    const tab =
      packs.length === 1
        ? ''
        : `<input type="radio" name="request" id="${id}"${index === 0 ? ' checked' : ''}>\n<label for="${id}">Part ${pack.index} of ${pack.count}</label>\n`;
    return `${tab}<section>\n${requestPanel(packed, brief)}\n${leftOutTable(pack)}\n</section>`;
  });
  return `<div class="packs">\n${tabs.join('\n')}\n</div>`;
}

function notes({ notes: own, brief }: PackView): string {
  const all = [...new Set([...own, ...brief.settings.warnings])];
  if (all.length === 0) return '';
  return `<h2>Notes</h2>\n<ul class="notes">${all.map((note) => `<li>${htmlText(note)}</li>`).join('')}</ul>`;
}
