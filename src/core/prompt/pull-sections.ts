import type { LinkedTicket } from '../context/linked-tickets.ts';
import type { Commit, FailingCheck, PullRequest } from '../pull-request.ts';
import { strangerSection } from './sections.ts';
import { shortened } from './shortened.ts';
import { checkSections, ticketSections } from './ticket-sections.ts';

/** What people and machines say about a change. All of it is strangers' text. */
export type PullWords = {
  readonly pull: PullRequest;
  readonly commits: readonly Commit[];
  readonly tickets: readonly LinkedTicket[];
  readonly failingChecks: readonly FailingCheck[];
};

export const BODY_CHARACTERS_MAX = 20_000;
const COMMITS_MAX = 100;
const COMMIT_CHARACTERS_MAX = 2_000;

export function pullSections({ pull, commits, tickets, failingChecks }: PullWords): string[] {
  const messages = commits
    .slice(0, COMMITS_MAX)
    .map((commit) => `- ${shortened(commit.message, COMMIT_CHARACTERS_MAX).replaceAll('\n', '\n  ')}`);
  const more = commits.length > COMMITS_MAX ? [`(${commits.length - COMMITS_MAX} more commits)`] : [];
  return [
    '# Pull request',
    strangerSection('title', pull.title),
    ...(pull.body.trim() === ''
      ? []
      : [strangerSection('description', shortened(pull.body, BODY_CHARACTERS_MAX))]),
    ...(messages.length === 0 ? [] : [strangerSection('commit messages', [...messages, ...more].join('\n'))]),
    ...ticketSections(tickets),
    ...checkSections(failingChecks),
  ];
}
