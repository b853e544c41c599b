/**
 * What GitHub would act on in a Markdown text, found without our own sanitiser: code is taken away by the
 * rules of CommonMark (fences by line, code spans by paragraph), then what is left is searched.
 */
export function activeParts(markdown: string): string[] {
  const { kept, openings } = withoutFences(markdown);
  const text = kept
    .split(/\n[ \t]*\n/)
    .map(withoutSpans)
    .join('\n\n');
  // Escapes are resolved before mentions and references are looked for.
  const rendered = text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
  const found = (label: string, shape: RegExp, where: string): string[] =>
    [...where.matchAll(shape)].map(([match]) => `${label}: ${match}`);
  return [
    ...found('mention or address', /@[A-Za-z0-9]/g, rendered),
    ...found('reference', /#\d/g, rendered.replaceAll(/&#(?:36|96);/g, '¤')),
    ...found('reference', /(?<![A-Za-z0-9])GH-\d/gi, rendered),
    ...found('bare link', /:\/\/|www\./gi, rendered),
    ...found('link or image', /(?<!\\)(?:\\\\)*[[\]]/g, text),
    ...found('table', /(?<!\\)(?:\\\\)*\|/g, text),
    ...found('formula', /\$/g, text),
    ...found('tag or comment', /</g, text),
    ...found('entity', /&(?!(?:lt|gt|amp|quot|#36|#96);)#?[A-Za-z0-9]+;/g, text),
    ...found('heading', /^[ \t>]*#{1,6}[ \t]/gm, text),
    ...found('underline heading', /^[ \t>]*(?:=+|-+)[ \t]*$/gm, text),
    ...found('command', /^[ \t>]*(?:\/[A-Za-z]|::[A-Za-z])/gm, text),
    ...found('hidden character', /\p{Cf}|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu, markdown),
    ...found('active fence', /^(?:`+|~+)\s*(?:suggestion|mermaid|math)/gim, openings),
  ];
}

function withoutFences(markdown: string): { kept: string; openings: string } {
  const kept: string[] = [];
  const openings: string[] = [];
  let fence: string | null = null;
  for (const line of markdown.split('\n')) {
    const run = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (fence === null) {
      const opens = run !== null && !(run[1]?.startsWith('`') && run[2]?.includes('`'));
      fence = opens ? (run[1] ?? '') : null;
      (opens ? openings : kept).push(line);
      if (opens) kept.push('');
    } else if (run?.[1]?.startsWith(fence) && run[2]?.trim() === '') {
      fence = null;
    }
  }
  if (fence !== null) throw new Error('a fence is left open');
  return { kept: kept.join('\n'), openings: openings.join('\n') };
}

function withoutSpans(paragraph: string): string {
  let text = '';
  let at = 0;
  while (at < paragraph.length) {
    if (paragraph[at] === '\\') {
      text += paragraph.slice(at, at + 2);
      at += 2;
      continue;
    }
    const run = /^`+/.exec(paragraph.slice(at))?.[0] ?? '';
    const closing =
      run === '' ? null : new RegExp(`(?<!\`)${run}(?!\`)`).exec(paragraph.slice(at + run.length));
    if (closing !== null) {
      text += '¤';
      at += run.length + closing.index + run.length;
    } else {
      text += run === '' ? paragraph[at] : run;
      at += Math.max(run.length, 1);
    }
  }
  return text;
}
