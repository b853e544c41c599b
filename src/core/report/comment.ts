import { type Anchor, type PlacedFinding, type Suggestion, severityRank } from '../findings/finding.ts';
import { findingMark } from '../review/marker.ts';
import type { Settings } from '../settings/settings.ts';
import { agentPrompt } from './agent-prompt.ts';
import { cleanText } from './clean.ts';
import { fencedBlock } from './code-block.ts';
import { detailText, shortText } from './finding-text.ts';
import { details, paragraphs } from './markdown.ts';
import { ruleLine } from './rule-line.ts';
import { sanitizeLine, sanitizeSentence } from './sanitize.ts';
import { placeOf, sentence } from './words.ts';

/** GitHub refuses bodies of more than 65,536 characters; the rest is room for what it counts differently. */
export const COMMENT_LENGTH_MAX = 60_000;
const PLACES_MAX = 20;

/** One finding as a review comment: what is wrong, what follows, the fix; the argument folded; and our hidden mark. */
export function renderComment(placed: PlacedFinding, settings: Settings): string {
  const { finding, fingerprint, suggestion } = placed;
  const { severity, category, title } = finding;
  const head = `${findingHead(placed)}\n\n${shortText(finding)}`.trim();
  const rule = placed.rule === undefined ? '' : ruleLine(placed.rule);
  const foot = paragraphs(rule, alsoAt(placed), caveats(placed, settings));
  const mark = findingMark({ fingerprint, severity, category, title });
  const argument = detailText(placed);
  const why = argument === '' ? '' : details('Why', argument);
  const prompt = details('Prompt for a coding agent', fencedBlock('text', agentPrompt(placed)));
  const fix = renderFix(suggestion);
  const faces = [
    paragraphs(head, fix, foot, why, prompt, mark),
    paragraphs(head, fix, foot, argument === '' ? TOO_LONG.prompt : TOO_LONG.folded, mark),
    paragraphs(head, foot, TOO_LONG.fix, mark),
  ];
  return faces.find((face) => face.length <= COMMENT_LENGTH_MAX) ?? paragraphs(head, mark);
}

const TOO_LONG = {
  prompt: '(The prompt for a coding agent is left out: the comment is too long.)',
  folded: '(The argument and the prompt for a coding agent are left out: the comment is too long.)',
  fix: '(The fix is left out: it is too long for a comment.)',
} as const;

/** `**major · bug** — title`. */
export function findingHead({ finding }: PlacedFinding): string {
  return `**${finding.severity} · ${finding.category}** — ${sanitizeLine(finding.title)}`;
}

/**
 * The fix: one click where it was proved, a plain block otherwise. GitHub commits a suggestion byte for byte,
 * so one that would have to be cleaned first is not offered as one.
 */
export function renderFix(suggestion: Suggestion): string {
  if (suggestion.kind === 'none') return '';
  const text = cleanText(suggestion.text);
  if (suggestion.kind === 'proved') {
    if (text === suggestion.text.replaceAll('\r\n', '\n')) return fencedBlock('suggestion', text);
    return `A fix, to be typed by hand because it holds hidden characters or a secret:\n\n${fencedBlock('', text)}`;
  }
  return `A possible fix, not offered as a suggestion (${sanitizeSentence(suggestion.reason)}):\n\n${fencedBlock('', text)}`;
}

export function alsoAt(placed: PlacedFinding): string {
  const elsewhere = placed.alsoAt.filter((anchor) => !isWithinReach(anchor, placed.anchor));
  if (elsewhere.length === 0) return '';
  const shown = elsewhere.slice(0, PLACES_MAX).map(placeOf);
  const rest = elsewhere.length - shown.length;
  return sentence(`Also at: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more places` : ''}`);
}

/** The lines the comment stands on, or some of them: nobody has to be sent there. */
function isWithinReach(one: Anchor, own: Anchor): boolean {
  if (one.kind === 'summary' || own.kind === 'summary') return false;
  if (one.path !== own.path || one.side !== own.side) return false;
  return (one.startLine ?? one.line) <= own.line && (own.startLine ?? own.line) <= one.line;
}

function caveats({ finding, verdict }: PlacedFinding, { failOn }: Settings): string {
  const fails = failOn !== 'never' && severityRank(finding.severity) <= severityRank(failOn);
  return paragraphs(
    verdict?.kind === 'unverified' ? 'Unverified: the second look at this finding failed.' : '',
    finding.confidence === 'low' ? 'Low confidence: check this before acting on it.' : '',
    fails ? `This finding fails the check (\`fail-on\` is \`${failOn}\`).` : '',
  );
}
