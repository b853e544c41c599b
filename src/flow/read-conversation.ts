import { failingOthers } from '../core/context/failing-others.ts';
import { type LinkedTicket, linkedTickets, TICKETS_MAX } from '../core/context/linked-tickets.ts';
import { type Home, ticketMentions } from '../core/context/ticket-mentions.ts';
import type { Conversation, FailingCheck, PullRequest, Tickets } from '../core/pull-request.ts';
import type { PullRequests } from '../ports.ts';

/** What was said, and what it says the change is for. */
export type Heard = {
  readonly conversation: Conversation;
  readonly tickets: readonly LinkedTicket[];
  readonly failingChecks: readonly FailingCheck[];
  /** Sentences about what could not be read, for the reader. */
  readonly notes: readonly string[];
};

/**
 * Reads the conversation, and with it the tickets that title and description name. Commit messages are only known
 * afterwards: tickets that they alone name cost one request more.
 */
export async function readConversation(pulls: PullRequests, pull: PullRequest): Promise<Heard> {
  const home: Home = { repository: pull.base.repository, number: pull.number, url: pull.url };
  const named = ticketMentions([pull.title, pull.body], home);
  const conversation = await pulls.conversation(pull, named.slice(0, TICKETS_MAX));
  const messages = conversation.commits.map(({ message }) => message);
  const known = new Set([...named, ...conversation.tickets.read.map(({ number }) => number)]);
  const later = ticketMentions(messages, home).filter((number) => !known.has(number));
  const more = await readMore(pulls, conversation.tickets, later);
  const { tickets, notes } = linkedTickets([conversation.tickets, ...more], [...named, ...later]);
  const checks = failingOthers(conversation.checks);
  return { conversation, tickets, failingChecks: checks.failing, notes: [...notes, ...checks.notes] };
}

/** Only where there is room, and where the first request was not refused what this one would ask for. */
async function readMore(
  pulls: PullRequests,
  { read, refused }: Tickets,
  numbers: readonly number[],
): Promise<Tickets[]> {
  const room = TICKETS_MAX - read.length;
  if (refused !== null || room <= 0 || numbers.length === 0) return [];
  return [await pulls.tickets(numbers.slice(0, room))];
}
