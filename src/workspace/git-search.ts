import type { Sha } from '../core/pull-request.ts';
import type { WordLine, WordSearch } from '../ports.ts';
import type { Git } from './git.ts';

/** Paths of a revision with any of the words in them, in the order of the tree. */
export async function filesWith(git: Git, revision: Sha, search: WordSearch): Promise<readonly string[]> {
  if (search.words.length === 0) return [];
  const given = ['-l', '-z', '-I', '-E', '-e', anyOf(search.words), revision];
  // Ends as soon as enough files are found. Git's failure and its finding nothing both mean none.
  const found = await git.records(['grep', ...given], search.filesMax);
  const prefix = `${revision}:`;
  return found.filter((row) => row.startsWith(prefix)).map((row) => row.slice(prefix.length));
}

/**
 * Lines of a revision with any of the words in them. One expression for all words: git walks a repository of
 * 100,000 files once, in the time it takes to unpack it; a pattern for each word took eight times as long.
 */
export async function linesWith(
  git: Git,
  revision: Sha,
  words: readonly string[],
): Promise<readonly WordLine[]> {
  if (words.length === 0) return [];
  const given = ['-n', '-z', '-I', '-E', '-e', anyOf(words), revision, '--', '.', ...NOT_WRITTEN];
  const found = await git.upTo(OUTPUT_BYTES_MAX, ['grep', ...given]);
  const prefix = `${revision}:`;
  return (found ?? '').split('\n').flatMap((row) => {
    const [place = '', number = '', text] = row.split('\0', ROW_PARTS);
    if (text === undefined || !place.startsWith(prefix)) return [];
    const path = place.slice(prefix.length);
    return [{ path, line: Number.parseInt(number, 10), text: text.slice(0, LINE_CHARACTERS_MAX) }];
  });
}

const OUTPUT_BYTES_MAX = 24_000_000;
const LINE_CHARACTERS_MAX = 400;
/** Path, line number and text, with a NUL between them. */
const ROW_PARTS = 3;

/** What no person wrote, and what matches everything. */
const NOT_WRITTEN = [
  '*.min.js',
  '*.min.css',
  '*.map',
  '*.lock',
  '*.svg',
  '*.snap',
  '*.csv',
  '*-lock.json',
  '*-lock.yaml',
  '**/node_modules/**',
].map((pattern) => `:(exclude,glob)${pattern.startsWith('**') ? pattern : `**/${pattern}`}`);

function anyOf(words: readonly string[]): string {
  return words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
}
