import { prose } from './prose.ts';

/** Something that must hold for a ticket to be done. */
export type AcceptancePoint = {
  /** One line of strangers' text. */
  readonly text: string;
  /** Ticked off by somebody. */
  readonly done: boolean;
};

/**
 * What a ticket asks for, point by point: the list below a heading such as "Acceptance criteria"; in a ticket
 * without one, its task list.
 */
export function acceptancePoints(body: string): AcceptancePoint[] {
  const items = itemsOf(prose(body));
  const accepted = items.filter(({ isAccepted }) => isAccepted);
  const chosen = accepted.length > 0 ? accepted : items.filter(({ isTask }) => isTask);
  return chosen
    .map(({ words, done }) => ({ text: shortened(words.join(' ')), done }))
    .filter(({ text }) => text !== '')
    .slice(0, POINTS_MAX);
}

const POINTS_MAX = 40;
const POINT_CHARACTERS_MAX = 400;

type Item = {
  readonly words: string[];
  readonly done: boolean;
  readonly isTask: boolean;
  /** Below a heading that says so. */
  readonly isAccepted: boolean;
};

const HEADING = /^ {0,3}(#{1,6})\s+(.*)$/;
const BOLD_LINE = /^\s*(?:\*\*|__)(.+?)(?:\*\*|__)\s*:?\s*$/;
const ITEM = /^(\s*)(?:[-*+]|\d{1,4}[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/;
const ACCEPTANCE =
  /^(?:acceptance|acceptance (?:criteria|criterion|points?|tests?|checklist)|definition of done|success criteria|done when|requirements)$/i;
/** A bold line or a line by itself: any real heading ends what stands below it. */
const LOOSE_LEVEL = 7;

function itemsOf(text: string): Item[] {
  const items: Item[] = [];
  let acceptedAt: number | null = null;
  let isOpen = false;
  for (const line of text.split('\n')) {
    const heading = headingOf(line);
    const item = ITEM.exec(line);
    if (heading !== null) {
      const within: boolean = acceptedAt !== null && heading.level > acceptedAt;
      acceptedAt = heading.isAcceptance ? heading.level : within ? acceptedAt : null;
      isOpen = false;
    } else if (item !== null) {
      const [, , tick, words = ''] = item;
      const done = tick !== undefined && tick !== ' ';
      items.push({
        words: [words.trim()],
        done,
        isTask: tick !== undefined,
        isAccepted: acceptedAt !== null,
      });
      isOpen = true;
    } else if (line.trim() === '') {
      isOpen = false;
    } else if (isOpen) {
      items.at(-1)?.words.push(line.trim());
    }
  }
  return items;
}

function headingOf(line: string): { readonly level: number; readonly isAcceptance: boolean } | null {
  const [, marks, title] = HEADING.exec(line) ?? [];
  if (marks !== undefined) return { level: marks.length, isAcceptance: isAcceptance(title ?? '') };
  const bold = BOLD_LINE.exec(line)?.[1];
  if (bold !== undefined) return { level: LOOSE_LEVEL, isAcceptance: isAcceptance(bold) };
  return isAcceptance(line) ? { level: LOOSE_LEVEL, isAcceptance: true } : null;
}

function isAcceptance(title: string): boolean {
  const words = title
    .replaceAll(/[^\p{L}\s]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return ACCEPTANCE.test(words);
}

function shortened(text: string): string {
  return text.length <= POINT_CHARACTERS_MAX ? text : `${text.slice(0, POINT_CHARACTERS_MAX)} (shortened)`;
}
