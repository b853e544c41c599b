import { describe, expect, it } from '@jest/globals';
import type { Asked } from './answering.ts';
import { answering, open } from './answering.ts';
import { PULL } from './pull.ts';

type RawRow = { filename: string; status: string; additions: number; deletions: number; patch?: string };

const edited = (index: number): RawRow => ({
  filename: `file-${index}.ts`,
  status: 'modified',
  additions: 2,
  deletions: 1,
  patch: '@@ -1 +1,2 @@\n-a\n+b\n+c',
});
const icon = (index: number): RawRow => ({
  filename: `file-${index}.png`,
  status: 'added',
  additions: 0,
  deletions: 0,
});
const zeroed = ({ filename, status }: RawRow): RawRow => ({ filename, status, additions: 0, deletions: 0 });

type Trap = { readonly rows: readonly RawRow[]; readonly rowsPerAnswer: number };

/** The files endpoint: rows beyond `rowsPerAnswer` in one answer are zeroed, at most 3,000 exist. */
function filesEndpoint({ rows, rowsPerAnswer }: Trap) {
  return (asked: Asked) => {
    const { searchParams } = new URL(asked.url, 'http://github.test');
    const size = Number(searchParams.get('per_page'));
    const first = (Number(searchParams.get('page') ?? 1) - 1) * size;
    const page = rows.slice(0, 3_000).slice(first, first + size);
    return { body: page.map((row, index) => (index < rowsPerAnswer ? row : zeroed(row))) };
  };
}

async function rowsOf(trap: Trap, change: { additions?: number; changedFiles?: number } = {}) {
  const counted = {
    additions: trap.rows.reduce((sum, row) => sum + row.additions, 0),
    deletions: trap.rows.reduce((sum, row) => sum + row.deletions, 0),
    changedFiles: trap.rows.length,
  };
  return answering(filesEndpoint(trap), async ({ url, asked }) => {
    const read = await open(url).pulls.fileRows({ ...PULL, ...counted, ...change });
    return { ...read, requests: asked.length };
  });
}

const many = (count: number): RawRow[] => Array.from({ length: count }, (_, index) => edited(index));
const whole = { rowsPerAnswer: 100 };

describe('fileRows', () => {
  it.each([
    ['no file', 0, 1],
    ['one page', 99, 1],
    ['exactly one page', 100, 1],
    ['two pages and a bit', 201, 3],
  ])('reads %s', async (_what, count, requests) => {
    const read = await rowsOf({ rows: many(count), ...whole });
    expect(read.rows.map((row) => row.path)).toEqual(many(count).map((row) => row.filename));
    expect(read).toMatchObject({ complete: true, requests });
  });

  it('asks again for rows that GitHub zeroed, on smaller pages', async () => {
    const rows = many(25);
    const read = await rowsOf({ rows, rowsPerAnswer: 18 });
    expect(read.rows.filter((row) => row.patch === null)).toEqual([]);
    expect(read.rows.some((row) => row.doubtful)).toBe(false);
    // One page of 100, then the pages of ten that hold rows 18 to 24.
    expect(read.requests).toBe(3);
  });

  it('goes down to single rows when ten are still too many', async () => {
    const read = await rowsOf({ rows: many(12), rowsPerAnswer: 5 });
    expect(read.rows.every((row) => row.additions === 2)).toBe(true);
    expect(read.rows.some((row) => row.doubtful)).toBe(false);
  });

  it('does not ask again when the sum proves that the zero rows are true', async () => {
    const read = await rowsOf({ rows: [edited(0), icon(1), icon(2)], ...whole });
    expect(read.requests).toBe(1);
    expect(read.rows.some((row) => row.doubtful)).toBe(false);
  });

  it('calls zero rows doubtful when the sum stays wrong', async () => {
    const read = await rowsOf({ rows: [edited(0), icon(1)], ...whole }, { additions: 50 });
    expect(read.rows.map((row) => row.doubtful ?? false)).toEqual([false, true]);
  });

  it('stops asking again after 100 requests and marks the rest as doubtful', async () => {
    const read = await rowsOf({ rows: many(300), rowsPerAnswer: 0 }, {});
    expect(read.requests).toBe(3 + 100);
    expect(read.rows.every((row) => row.doubtful)).toBe(true);
  });

  it('says that the listing is cut at 3,000 files', async () => {
    const read = await rowsOf({ rows: many(3_001), ...whole });
    expect(read).toMatchObject({ complete: false, requests: 30 });
    expect(read.rows).toHaveLength(3_000);
  });
});
