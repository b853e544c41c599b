import { redact } from '../prompt/redact.ts';
import { visibleLine } from './terminal-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Strangers' text on one line of a page, in text and in quoted attributes: no markup, nothing hidden, no secret. */
export function htmlText(text: string): string {
  return visibleLine(redact(text.toWellFormed()).text).replaceAll(
    /[&<>"']/g,
    (mark) => ENTITIES[mark] ?? mark,
  );
}
