import type { Ticket, Tickets } from '../pull-request.ts';
import { type AcceptancePoint, acceptancePoints } from './acceptance.ts';

/** A ticket of the pull request with what it asks for. */
export type LinkedTicket = Ticket & { readonly points: readonly AcceptancePoint[] };

/** More would be a list of everything that was ever spoken of. */
export const TICKETS_MAX = 5;

/** Those the pull request closes first, then those its texts name; and what the reader must know of the rest. */
export function linkedTickets(
  answers: readonly Tickets[],
  mentioned: readonly number[],
): { readonly tickets: readonly LinkedTicket[]; readonly notes: readonly string[] } {
  const read = new Map(answers.flatMap((answer) => answer.read).map((ticket) => [ticket.number, ticket]));
  const first = (a: Ticket, b: Ticket): number => Number(b.closes) - Number(a.closes);
  const tickets = [...read.values()]
    .toSorted(first)
    .slice(0, TICKETS_MAX)
    .map((ticket) => ({ ...ticket, points: acceptancePoints(ticket.body) }));
  return { tickets, notes: [...refusalNotes(answers, mentioned), ...restNotes(answers, mentioned)] };
}

/** A token without the permission is refused even where nothing is linked; only then there is something to tell. */
function refusalNotes(answers: readonly Tickets[], mentioned: readonly number[]): string[] {
  const reason = answers.map(({ refused }) => refused).find((refused) => refused !== null);
  const linked = mentioned.length + answers.reduce((sum, { closing }) => sum + closing, 0);
  if (reason === undefined || reason === null || linked === 0) return [];
  return [`Linked issues were not read: ${reason} (the token needs issues: read).`];
}

function restNotes(answers: readonly Tickets[], mentioned: readonly number[]): string[] {
  const closing = answers.reduce((sum, answer) => sum + answer.closing, 0);
  const read = answers.reduce((sum, answer) => sum + answer.read.length, 0);
  if (Math.max(closing, read, mentioned.length) <= TICKETS_MAX) return [];
  return [`More than ${TICKETS_MAX} issues are linked or named; no more than ${TICKETS_MAX} were read.`];
}
