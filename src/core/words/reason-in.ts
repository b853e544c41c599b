import { en, type Words } from './en.ts';

/** Longer texts are of the model, and no reason of ours. */
const REASON_CHARACTERS_MAX = 2_000;

/**
 * A reason in the language of the reader. The program writes them in English, for logs and machines too; one that
 * is ours is recognised by its form and said anew. Any other, as GitHub's own, stays as it is.
 */
export function reasonIn(words: Words, reason: string): string {
  if (words === en || reason.length > REASON_CHARACTERS_MAX) return reason;
  const translated: Readonly<Record<string, string>> = words.reasons;
  for (const { name, pattern } of FORMS) {
    const found = pattern.exec(reason);
    const template = translated[name];
    if (found === null || template === undefined) continue;
    // What a reason quotes may be a reason of ours again.
    return template.replace(/\{(\d)\}/g, (_placeholder, number: string) =>
      reasonIn(words, found[Number(number)] ?? ''),
    );
  }
  return reason;
}

/** The longest first, so that none is taken for a shorter one that it holds. */
const FORMS = Object.entries(en.reasons)
  .toSorted(([, one], [, other]) => other.length - one.length)
  .map(([name, template]) => ({ name, pattern: patternOf(template) }));

function patternOf(template: string): RegExp {
  const parts = template
    .split(/(\{\d\}|\(s\))/)
    .map((part) => (part === '(s)' ? 's?' : /^\{\d\}$/.test(part) ? '(.+?)' : literal(part)));
  return new RegExp(`^${parts.join('')}$`, 's');
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
