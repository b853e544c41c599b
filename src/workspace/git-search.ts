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
 * 100,000 files once, in the time it takes to unpack it; a pattern for each word took eight times as long. When
 * there is more than `bytesMax` to tell, the words that stand everywhere are dropped and the rest is asked again,
 * so that they do not hide the rare ones behind the first folders.
 */
export async function linesWith(
  git: Git,
  revision: Sha,
  { words, bytesMax = OUTPUT_BYTES_MAX }: { readonly words: readonly string[]; readonly bytesMax?: number },
): Promise<readonly WordLine[]> {
  if (words.length === 0) return [];
  const found = await grep(git, revision, { words, bytesMax });
  if (!found.stopped) return found.lines;
  const rare = rareWords(words, found.lines);
  if (rare.length === 0 || rare.length === words.length) return found.lines;
  return (await grep(git, revision, { words: rare, bytesMax })).lines;
}

type Asked = { readonly words: readonly string[]; readonly bytesMax: number };

async function grep(git: Git, revision: Sha, { words, bytesMax }: Asked) {
  const given = ['-n', '-z', '-I', '-E', '-e', anyOf(words), revision, '--', '.', ...NOT_WRITTEN];
  const found = (await git.upTo(bytesMax, ['grep', ...given])) ?? '';
  const prefix = `${revision}:`;
  const lines = found.split('\n').flatMap((row): WordLine[] => {
    const [place = '', number = '', text] = row.split('\0', ROW_PARTS);
    if (text === undefined || !place.startsWith(prefix)) return [];
    const path = place.slice(prefix.length);
    return [{ path, line: Number.parseInt(number, 10), text: text.slice(0, LINE_CHARACTERS_MAX) }];
  });
  return { lines, stopped: Buffer.byteLength(found) >= bytesMax };
}

/** Words that do not stand in a large share of the lines that were found; judged by some of them. */
function rareWords(words: readonly string[], lines: readonly WordLine[]): string[] {
  const step = Math.max(1, Math.floor(lines.length / SAMPLE_LINES));
  const sample = lines.filter((_, index) => index % step === 0);
  const most = sample.length * COMMON_SHARE;
  return words.filter((word) => sample.filter(({ text }) => text.includes(word)).length <= most);
}

const SAMPLE_LINES = 2_000;
const COMMON_SHARE = 0.04;
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
