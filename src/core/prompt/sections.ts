import type { PackedPatch } from '../budget/context-pack.ts';
import { shownLines } from '../context/shown-lines.ts';
import type { Snippet } from '../context/snippet.ts';
import { renderNumbered, renderPatch } from '../diff/render.ts';
import { fence } from './fence.ts';
import { redact } from './redact.ts';

/** A patch as it stands in the prompt. The packer measures this very text. */
export function patchSection(packed: PackedPatch): string {
  return fence(`changes in ${packed.patch.path}`, redact(renderPatch(packed)).text);
}

/** A span of the repository as it stands in the prompt. */
export function snippetSection(snippet: Snippet): string {
  const { path, startLine, revision, reason, of, numbers } = snippet;
  const sources = of.filter((source) => source !== path).slice(0, SOURCES_SHOWN_MAX);
  const why =
    reason === 'changed file' || sources.length === 0 ? reason : `${reason} (${sources.join(', ')})`;
  const { text: lines, isOutline } = shownLines(snippet);
  const label = `${path}, ${isOutline ? 'outline of ' : ''}lines ${lines} at the ${revision} revision: ${why}`;
  return fence(label, renderNumbered(redact(snippet.text).text, numbers ?? startLine));
}

/** Repository guidance: prose, so without line numbers. */
export function guidanceSection(snippet: Snippet): string {
  return fence(`${snippet.path} at the base revision`, redact(snippet.text).text);
}

/** Any other text of strangers. */
export function strangerSection(label: string, text: string): string {
  return fence(label, redact(text).text);
}

const SOURCES_SHOWN_MAX = 3;
