import { type Anchor, type PlacedFinding, type Suggestion, severityRank } from '../findings/finding.ts';
import { findingMark } from '../review/marker.ts';
import type { Settings } from '../settings/settings.ts';
import type { Words } from '../words/en.ts';
import { languageOf } from '../words/language-of.ts';
import { agentPrompt } from './agent-prompt.ts';
import { cleanText } from './clean.ts';
import { fencedBlock, inlineCode } from './code-block.ts';
import { detailText, shortText } from './finding-text.ts';
import { details, paragraphs } from './markdown.ts';
import { reasonText } from './reason-text.ts';
import { ruleLine } from './rule-line.ts';
import { sanitizeLine } from './sanitize.ts';
import { placeOf, sentence } from './words.ts';

/** GitHub refuses bodies of more than 65,536 characters; the rest is room for what it counts differently. */
export const COMMENT_LENGTH_MAX = 60_000;
const PLACES_MAX = 20;

/** One finding as a review comment: what is wrong, what follows, the fix; the argument folded; and our hidden mark. */
export function renderComment(placed: PlacedFinding, settings: Settings): string {
  const { finding, fingerprint, suggestion } = placed;
  const { words } = languageOf(settings.language);
  const { severity, category, title } = finding;
  const head = `${findingHead(placed, words)}\n\n${shortText(finding, words)}`.trim();
  const rule = placed.rule === undefined ? '' : ruleLine(placed.rule, words);
  const foot = paragraphs(rule, alsoAt(placed, words), caveats(placed, settings, words));
  const mark = findingMark({ fingerprint, severity, category, title });
  const argument = detailText(placed, words);
  const why = argument === '' ? '' : details(words.why, argument);
  const prompt = details(words.prompt, fencedBlock('text', agentPrompt(placed)));
  const fix = renderFix(suggestion, words);
  const faces = [
    paragraphs(head, fix, foot, why, prompt, mark),
    paragraphs(head, fix, foot, words.tooLong(argument === '' ? 'prompt' : 'folded'), mark),
    paragraphs(head, foot, words.tooLong('fix'), mark),
  ];
  return faces.find((face) => face.length <= COMMENT_LENGTH_MAX) ?? paragraphs(head, mark);
}

/** `**major · bug** — title`. */
export function findingHead({ finding }: PlacedFinding, words: Words): string {
  const { severity, category, title } = finding;
  return `**${words.severity[severity]} · ${words.category[category]}** — ${sanitizeLine(title)}`;
}

/**
 * The fix: one click where it was proved, a plain block otherwise. GitHub commits a suggestion byte for byte,
 * so one that would have to be cleaned first is not offered as one.
 */
export function renderFix(suggestion: Suggestion, words: Words): string {
  if (suggestion.kind === 'none') return '';
  const text = cleanText(suggestion.text);
  if (suggestion.kind === 'proved') {
    if (text === suggestion.text.replaceAll('\r\n', '\n')) return fencedBlock('suggestion', text);
    return `${words.fixByHand}\n\n${fencedBlock('', text)}`;
  }
  const reason = reasonText(suggestion.reason, words);
  return `${words.possibleFix(reason)}\n\n${fencedBlock('', text)}`;
}

export function alsoAt(placed: PlacedFinding, words: Words): string {
  const elsewhere = placed.alsoAt.filter((anchor) => !isWithinReach(anchor, placed.anchor));
  if (elsewhere.length === 0) return '';
  const shown = elsewhere.slice(0, PLACES_MAX).map((anchor) => placeOf(anchor, words));
  const rest = elsewhere.length - shown.length;
  const places = shown.join(', ');
  return sentence(words.alsoAt(rest > 0 ? words.andMore(places, `${rest}`) : places), words);
}

/** The lines the comment stands on, or some of them: nobody has to be sent there. */
function isWithinReach(one: Anchor, own: Anchor): boolean {
  if (one.kind === 'summary' || own.kind === 'summary') return false;
  if (one.path !== own.path || one.side !== own.side) return false;
  return (one.startLine ?? one.line) <= own.line && (own.startLine ?? own.line) <= one.line;
}

function caveats({ finding, verdict }: PlacedFinding, { failOn }: Settings, words: Words): string {
  const fails = failOn !== 'never' && severityRank(finding.severity) <= severityRank(failOn);
  return paragraphs(
    verdict?.kind === 'unverified' ? words.unverified : '',
    finding.confidence === 'low' ? words.lowConfidence : '',
    fails ? words.failsCheck(inlineCode(failOn)) : '',
  );
}
