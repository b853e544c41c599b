/**
 * The lines of a Markdown text that its writer says in their own words: without code blocks, code spans, quotations
 * and comments, which hold what others wrote, samples, and the instructions of a template.
 */
export function prose(text: string): string {
  let fenceMark: string | null = null;
  let inComment = false;
  const kept: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const mark = FENCE.exec(line)?.[1];
    if (fenceMark !== null) {
      if (mark !== undefined && closes(fenceMark, mark, line)) fenceMark = null;
    } else if (mark !== undefined && !inComment) {
      fenceMark = mark;
    } else {
      const said = withoutComments(line, inComment);
      inComment = said.inComment;
      if (!QUOTATION.test(said.text)) kept.push(said.text.replace(CODE_SPAN, ' '));
    }
  }
  return kept.join('\n');
}

const FENCE = /^[ \t]{0,12}(?:[-*+] {1,4})?(`{3,}|~{3,})/;
const QUOTATION = /^[ \t]*>/;
const CODE_SPAN = /`[^`]+`/g;
const COMMENT_OPEN = '<!--';
const COMMENT_CLOSE = '-->';

function closes(open: string, mark: string, line: string): boolean {
  return mark.startsWith(open) && line.trim() === mark;
}

function withoutComments(
  line: string,
  startsInComment: boolean,
): { readonly text: string; readonly inComment: boolean } {
  let inComment = startsInComment;
  let rest = line;
  let text = '';
  while (rest !== '') {
    const word = inComment ? COMMENT_CLOSE : COMMENT_OPEN;
    const at = rest.indexOf(word);
    if (!inComment) text += at < 0 ? rest : rest.slice(0, at);
    if (at < 0) break;
    inComment = !inComment;
    rest = rest.slice(at + word.length);
  }
  return { text, inComment };
}
