import type { LinkedTicket } from '../context/linked-tickets.ts';
import type { FailingCheck } from '../pull-request.ts';
import { strangerSection } from './sections.ts';
import { shortened } from './shortened.ts';

/** What the pull request is for. A merged change should do what its issues ask, point by point. */
export function ticketSections(tickets: readonly LinkedTicket[]): string[] {
  return tickets.flatMap(({ number, title, body, closes, points }) => [
    strangerSection(
      `issue ${number}, ${closes ? 'which this pull request closes' : 'which this pull request names'}`,
      [shortened(title, TITLE_CHARACTERS_MAX), shortened(body.trim(), BODY_CHARACTERS_MAX)]
        .filter((text) => text !== '')
        .join('\n\n'),
    ),
    ...(points.length === 0
      ? []
      : [
          strangerSection(
            `acceptance points of issue ${number}`,
            points
              .map(({ text, done }, index) => `${index + 1}. ${text}${done ? ' (ticked)' : ''}`)
              .join('\n'),
          ),
        ]),
  ]);
}

/** What a machine has already found wrong at this head. */
export function checkSections(failing: readonly FailingCheck[]): string[] {
  if (failing.length === 0) return [];
  const shown = failing.slice(0, CHECKS_MAX).map(checkText);
  const more = failing.length > CHECKS_MAX ? [`(${failing.length - CHECKS_MAX} more)`] : [];
  return [strangerSection('failing checks of the head', [...shown, ...more].join('\n'))];
}

const TITLE_CHARACTERS_MAX = 300;
const BODY_CHARACTERS_MAX = 8_000;
const CHECKS_MAX = 10;
const NAME_CHARACTERS_MAX = 200;
const SUMMARY_CHARACTERS_MAX = 1_500;
const PLACES_MAX = 5;
const MESSAGE_CHARACTERS_MAX = 400;

function checkText({ name, title, summary, places }: FailingCheck): string {
  const shownPlaces = places
    .slice(0, PLACES_MAX)
    .map(({ path, line, message }) => `${path}:${line}: ${shortened(message, MESSAGE_CHARACTERS_MAX)}`);
  const more = places.length > PLACES_MAX ? [`(${places.length - PLACES_MAX} more places)`] : [];
  const heading = [name, title]
    .filter((text) => text !== '')
    .map((text) => shortened(text, NAME_CHARACTERS_MAX));
  const below = [shortened(summary.trim(), SUMMARY_CHARACTERS_MAX), ...shownPlaces, ...more];
  return [`- ${heading.join(': ')}`, ...below.filter((text) => text !== '')]
    .join('\n')
    .replaceAll('\n', '\n  ');
}
