import type { Sha } from '../core/pull-request.ts';
import type { LineCommit, LineHistory } from '../ports.ts';
import type { Git } from './git.ts';

/**
 * The commits that changed a line, by git's own tracing of line ranges. In a shallow clone the last commit at hand
 * seems to have written everything: it is left out, and where nothing else is left, history is not here.
 */
export async function lineHistoryOf(
  git: Git,
  revision: Sha,
  { path, line }: { readonly path: string; readonly line: number },
): Promise<LineHistory | null> {
  const range = ['-L', `${line},${line}:${path}`, '--no-patch', '--no-ext-diff', '--no-textconv'];
  const given = [`--max-count=${COMMITS_MAX + 1}`, '--encoding=UTF-8', '-z', `--format=${FORMAT}`];
  const text = await git.attempt(['log', ...range, ...given, revision], { msMax: WALK_MS_MAX });
  const traced = commitsIn(text ?? '');
  const last = traced.at(-1);
  if (last === undefined) return null;
  const cut = last.parents === '' && (await hasParents(git, last.sha));
  const told = cut ? traced.slice(0, -1) : traced;
  if (told.length === 0) return null;
  const commits = told.slice(0, COMMITS_MAX).map(({ parents: _, ...commit }) => commit);
  return { commits, complete: !cut && told.length <= COMMITS_MAX };
}

const COMMITS_MAX = 10;
/** Git walks a long history commit by commit, which can take minutes in the largest repositories. */
const WALK_MS_MAX = 20_000;
const SUBJECT_CHARACTERS_MAX = 200;
/** Id, parents, day of writing and subject, with a unit separator between them. */
const FORMAT = '%H%x1f%P%x1f%as%x1f%s';

type Traced = LineCommit & { readonly parents: string };

function commitsIn(text: string): Traced[] {
  return text
    .split('\0')
    .filter((row) => row.includes('\x1f'))
    .map((row) => {
      const [sha = '', parents = '', date = '', ...subject] = row.trim().split('\x1f');
      return { sha, parents, date, subject: subject.join(' ').slice(0, SUBJECT_CHARACTERS_MAX) };
    });
}

/** Whether the commit itself names parents, whatever the edge of a shallow clone makes of it. */
async function hasParents(git: Git, sha: Sha): Promise<boolean> {
  const commit = await git.attempt(['cat-file', 'commit', sha]);
  return commit === null || /^parent /m.test(commit.split('\n\n', 1)[0] ?? '');
}
