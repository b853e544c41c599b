import * as z from 'zod';
import type { Ticket, Tickets } from '../core/pull-request.ts';
import { type AnswerPath, askInPart, type Refused } from './ask-in-part.ts';
import { decode } from './convert.ts';
import type { Api } from './octokit.ts';

/** Tickets that GitHub lists as closed by the pull request, to stand in a query of it. */
export const CLOSING_FIELDS = `
  closingIssuesReferences(first: 5) {
    totalCount
    nodes { number title body repository { nameWithOwner } }
  }`;

/** Tickets by number, to stand in a query of the repository. */
export function numberedFields(numbers: readonly number[]): string {
  return numbers
    .map((number) => `${ALIAS}${number}: issue(number: ${number}) { number title body }`)
    .join('\n');
}

const ALIAS = 'ticket';
const CLOSING = 'closingIssuesReferences';

const TICKET = z.object({ number: z.number(), title: z.string(), body: z.string() });
const CLOSING_TICKET = TICKET.extend({ repository: z.object({ nameWithOwner: z.string() }) });

export const CLOSING_SHAPE = z
  .object({ totalCount: z.number(), nodes: z.array(CLOSING_TICKET.nullable()).nullable() })
  .nullish();

const NUMBERED_SHAPE = z.record(z.string(), z.unknown());

/** A number nobody has, or that a pull request has, is no ticket; GitHub answers the same to both. */
const NOT_FOUND = 'NOT_FOUND';

export function isTicketPath([, field, part]: AnswerPath): boolean {
  return part === CLOSING || (typeof field === 'string' && field.startsWith(ALIAS));
}

/** What one answer says of tickets. `repository` is the answer's own object, aliases and all. */
export function ticketsFrom(
  api: Api,
  answer: { readonly repository: unknown; readonly closing: z.infer<typeof CLOSING_SHAPE> },
  refused: readonly Refused[],
): Tickets {
  const numbered = Object.entries(decode(NUMBERED_SHAPE, answer.repository, 'the tickets query'))
    .filter(([name]) => name.startsWith(ALIAS))
    .flatMap(([, value]) => TICKET.nullable().catch(null).parse(value) ?? [])
    .map((ticket) => ({ ...ticket, closes: false }));
  const closing = (answer.closing?.nodes ?? []).flatMap((node) => (isOurs(api, node) ? closes(node) : []));
  const mine = new Set(closing.map(({ number }) => number));
  const missed = refused.filter(({ path, type }) => isTicketPath(path) && type !== NOT_FOUND);
  return {
    read: [...closing, ...numbered.filter(({ number }) => !mine.has(number))],
    closing: answer.closing?.totalCount ?? 0,
    refused: missed[0]?.message ?? null,
  };
}

/** Tickets by number, in one request. */
export async function readTickets(api: Api, numbers: readonly number[]): Promise<Tickets> {
  const text = `
    query Tickets($owner: String!, $repo: String!) {
      repository(owner: $owner, name: $repo) { ${numberedFields(numbers)} }
    }`;
  const { data, refused } = await askInPart(api, { text, variables: api.repo }, isTicketPath);
  const { repository } = decode(z.object({ repository: z.unknown() }), data, 'the tickets query');
  return ticketsFrom(api, { repository, closing: null }, refused);
}

type ClosingTicket = z.infer<typeof CLOSING_TICKET>;

/** A pull request can close tickets elsewhere; another repository is not ours to read. */
function isOurs({ repo }: Api, node: ClosingTicket | null): node is ClosingTicket {
  const name = `${repo.owner}/${repo.repo}`;
  return node !== null && node.repository.nameWithOwner.toLowerCase() === name.toLowerCase();
}

function closes({ number, title, body }: ClosingTicket): Ticket {
  return { number, title, body, closes: true };
}
