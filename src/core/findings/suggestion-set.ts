import { type Anchor, type PlacedFinding, severityRank } from './finding.ts';
import { applySuggestion } from './suggestion.ts';

/** A finding whose fix is offered as one click. */
export type Offer = PlacedFinding & {
  readonly anchor: Extract<Anchor, { kind: 'line' }>;
  readonly suggestion: { readonly kind: 'proved'; readonly text: string };
};

/** The findings with a proved suggestion, the most severe first, then in the order given. */
export function offersIn(placed: readonly PlacedFinding[]): Offer[] {
  return placed.filter(isOffer).toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** The same findings in the same order; a suggestion that `reasons` speaks of is prose now. */
export function withoutOffers(
  placed: readonly PlacedFinding[],
  reasons: ReadonlyMap<PlacedFinding, string>,
): PlacedFinding[] {
  return placed.map((one) => {
    const reason = reasons.get(one);
    if (reason === undefined || one.suggestion.kind !== 'proved') return one;
    return { ...one, suggestion: { kind: 'prose', text: one.suggestion.text, reason } };
  });
}

/**
 * The suggestions that cannot be offered beside the others, each with the reason. "Commit suggestion" takes
 * a batch only when no line is replaced twice, so of two that meet in a line the one of higher rank stays.
 * What is left changes its file, alone and together, in whichever order it is committed.
 */
export function conflictsAmong(
  placed: readonly PlacedFinding[],
  texts: ReadonlyMap<string, string>,
): Map<PlacedFinding, string> {
  const reasons = new Map<PlacedFinding, string>();
  const kept: Offer[] = [];
  for (const offer of offersIn(placed)) {
    const text = texts.get(offer.anchor.path);
    const rival = kept.find((other) => shareLine(offer.anchor, other.anchor));
    if (text === undefined) reasons.set(offer, 'the text of the file was not read');
    else if (applySuggestion(text, offer.anchor, offer.suggestion.text) === text) {
      reasons.set(offer, 'it changes nothing');
    } else if (rival !== undefined) reasons.set(offer, rivalReason(offer, rival));
    else kept.push(offer);
  }
  return reasons;
}

/** The text after all of the offers, which share no line. From the bottom up, so that lines keep their numbers. */
export function applyTogether(headText: string, offers: readonly Offer[]): string {
  return offers
    .toSorted((a, b) => b.anchor.line - a.anchor.line)
    .reduce((text, { anchor, suggestion }) => applySuggestion(text, anchor, suggestion.text), headText);
}

function isOffer(placed: PlacedFinding): placed is Offer {
  const { anchor, suggestion } = placed;
  return suggestion.kind === 'proved' && anchor.kind === 'line' && anchor.side === 'RIGHT';
}

function rankOf({ finding }: Offer): number {
  return severityRank(finding.severity);
}

function firstLine({ startLine, line }: Offer['anchor']): number {
  return startLine ?? line;
}

function shareLine(a: Offer['anchor'], b: Offer['anchor']): boolean {
  return a.path === b.path && firstLine(a) <= b.line && firstLine(b) <= a.line;
}

function rivalReason({ anchor }: Offer, { anchor: other }: Offer): string {
  return `another suggestion replaces line ${Math.max(firstLine(anchor), firstLine(other))} as well`;
}
