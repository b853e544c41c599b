import { readFileSync } from 'node:fs';

const FOLDER = new URL('../../fixtures/report/', import.meta.url);

/** An expected text, as a person would read it. */
export function fixture(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8').trimEnd();
}

/** Hidden marks are tested where they are made; in a fixture they would only be noise. */
export function withoutMarks(markdown: string): string {
  return markdown.replace(/<!-- kimi-review:(\w+) v1 [A-Za-z0-9+/=]+ -->/g, '<!-- $1 -->').trimEnd();
}

/** Our own frame taken away, so that only what came from elsewhere is left to be judged. */
export function withoutFrame(markdown: string): string {
  return withoutMarks(markdown)
    .replace(/<!-- [\w:-]+ -->/g, '')
    .replace(/^<\/?details>$/gm, '')
    .replace(/^<summary>[^<]*<\/summary>$/gm, '');
}
