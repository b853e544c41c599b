import type { FileRow, FileRows } from '../core/diff/raw-diff.ts';
import type { PullRequest } from '../core/pull-request.ts';
import { fileRowsFrom } from './convert.ts';
import type { Api } from './octokit.ts';

/**
 * All rows of `GET pulls/{n}/files`. Past about 20,000 patch lines in one response GitHub zeroes the counts of
 * the later rows and drops their patches, without a marker (github.com/orgs/community/discussions/213491).
 * When the counts do not add up, the zero rows are asked for again on smaller pages.
 */
export async function readFileRows(api: Api, pull: PullRequest): Promise<FileRows> {
  const rows: FileRow[] = [];
  for (let page = 1; rows.length < ROWS_MAX; page++) {
    const part = await readRows(api, pull.number, { page, size: PAGE_SIZE });
    rows.push(...part);
    if (part.length < PAGE_SIZE || rows.length >= pull.changedFiles) break;
  }
  const complete = rows.length >= pull.changedFiles;
  const proved = addsUp(rows, pull) ? new Set<number>() : await askAgain(api, pull, rows);
  if (complete && addsUp(rows, pull)) return { rows, complete };
  // Rows beyond the 3,000th hold lines too, so an incomplete sum proves nothing about the rows that are here.
  const trusted = complete ? new Set<number>() : proved;
  const doubted = rows.map((row, index) =>
    isZero(row) && !trusted.has(index) ? { ...row, doubtful: true } : row,
  );
  return { rows: doubted, complete };
}

// GitHub's own ends: 100 rows a page, 3,000 in all (OpenAPI, pulls/list-files).
const PAGE_SIZE = 100;
const ROWS_MAX = 3_000;
const SMALLER_PAGE_SIZES = [10, 1];
// Of 1,000 an hour: the other rungs of the ladder may be cheaper than the rest.
const ASK_AGAIN_REQUESTS_MAX = 100;

type PageAt = { readonly page: number; readonly size: number };

async function readRows(api: Api, number: number, { page, size }: PageAt): Promise<FileRow[]> {
  const answer = await api.octokit.rest.pulls.listFiles({
    ...api.repo,
    pull_number: number,
    per_page: size,
    page,
  });
  return fileRowsFrom(answer.data);
}

/** Replaces zero rows in place by what smaller pages say; returns the indices that were seen alone. */
async function askAgain(api: Api, pull: PullRequest, rows: FileRow[]): Promise<Set<number>> {
  const proved = new Set<number>();
  let requests = 0;
  for (const size of SMALLER_PAGE_SIZES) {
    for (const page of pagesOfZeroRows(rows, size)) {
      if (requests === ASK_AGAIN_REQUESTS_MAX || addsUp(rows, pull)) return proved;
      requests++;
      const first = (page - 1) * size;
      const fresh = await readRows(api, pull.number, { page, size });
      for (const [offset, row] of fresh.entries()) {
        const index = first + offset;
        // A push in between may have moved the rows; a row of another file answers nothing.
        if (rows[index]?.path !== row.path) continue;
        if (isZero(rows[index])) rows[index] = row;
        if (size === 1) proved.add(index);
      }
    }
  }
  return proved;
}

function pagesOfZeroRows(rows: readonly FileRow[], size: number): number[] {
  const pages = rows.flatMap((row, index) => (isZero(row) ? [Math.floor(index / size) + 1] : []));
  return [...new Set(pages)];
}

/** What the trap looks like; binary and empty files look the same, hence the sum as referee. */
function isZero(row: FileRow): boolean {
  const mayBeZero = row.status === 'renamed' || row.status === 'unchanged';
  return row.additions === 0 && row.deletions === 0 && row.patch === null && !mayBeZero;
}

function addsUp(rows: readonly FileRow[], pull: PullRequest): boolean {
  const additions = rows.reduce((sum, row) => sum + row.additions, 0);
  const deletions = rows.reduce((sum, row) => sum + row.deletions, 0);
  return additions === pull.additions && deletions === pull.deletions;
}
