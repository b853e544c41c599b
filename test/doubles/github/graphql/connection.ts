import { GraphqlTrouble } from './trouble.ts';

/** What a connection takes; others (`states`, `orderBy`) are the caller's business. */
export type ConnectionArguments = {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
};

const PAGE_MAX = 100;

/** A slice of a list as Relay describes it, with GitHub's two rules: say how many, and at most a hundred. */
export function connection<Item>(name: string, items: readonly Item[], face: (item: Item) => unknown) {
  return (asked: ConnectionArguments): Record<string, unknown> => {
    const { first, last } = asked;
    checkBounds(name, asked);
    const start = asked.after === null || asked.after === undefined ? 0 : indexOf(asked.after) + 1;
    const end = asked.before === null || asked.before === undefined ? items.length : indexOf(asked.before);
    const from = typeof last === 'number' ? Math.max(start, end - last) : start;
    const to = typeof first === 'number' ? Math.min(end, start + first) : end;
    const shown = items
      .slice(from, to)
      .map((item, offset) => ({ node: face(item), cursor: cursor(from + offset) }));
    return {
      totalCount: items.length,
      nodes: shown.map(({ node }) => node),
      edges: shown,
      pageInfo: {
        hasNextPage: to < items.length,
        hasPreviousPage: from > 0,
        startCursor: shown.at(0)?.cursor ?? null,
        endCursor: shown.at(-1)?.cursor ?? null,
      },
    };
  };
}

function checkBounds(name: string, asked: ConnectionArguments): void {
  const bound = asked.first ?? asked.last;
  if (typeof bound !== 'number') {
    throw new GraphqlTrouble(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  }
  if (bound > PAGE_MAX || bound < 0) {
    const which = typeof asked.first === 'number' ? 'first' : 'last';
    throw new GraphqlTrouble(
      'EXCESSIVE_PAGINATION',
      `Requesting ${bound} records on the \`${name}\` connection exceeds the \`${which}\` limit of ${PAGE_MAX} records.`,
    );
  }
}

function cursor(index: number): string {
  return Buffer.from(`cursor:${index}`).toString('base64');
}

function indexOf(text: string): number {
  const match = /^cursor:(\d+)$/.exec(Buffer.from(text, 'base64').toString('utf8'));
  if (match === null) {
    throw new GraphqlTrouble('INVALID_CURSOR_ARGUMENTS', `\`${text}\` does not appear to be a valid cursor.`);
  }
  return Number(match[1]);
}
