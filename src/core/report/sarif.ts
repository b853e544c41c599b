import type { Category, PlacedFinding, Severity } from '../findings/finding.ts';
import { stillApplies } from '../review/open-findings.ts';
import type { Review, StandingFinding } from '../review/review.ts';
import { cleanText, plainLine } from './clean.ts';
import { wholeText } from './finding-text.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const INDENT = 2;
const TITLE_MAX = 240;
const TEXT_MAX = 8_000;
/** A category for findings of releases that did not yet remember theirs. */
const EARLIER = 'earlier-finding';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  blocker: 'error',
  major: 'error',
  minor: 'warning',
  nit: 'note',
};

const RULES: Readonly<Record<Category | typeof EARLIER, string>> = {
  bug: 'Wrong behaviour',
  security: 'A hole an attacker can use',
  'data-loss': 'Data is lost or damaged',
  concurrency: 'Wrong under another order of events',
  contract: 'A caller or a stored form is broken',
  'error-handling': 'A failure is hidden or mishandled',
  performance: 'A cost that will be felt',
  test: 'A test that does not test',
  documentation: 'The text says something else than the code',
  [EARLIER]: 'A finding of an earlier review that is still open',
};

/**
 * SARIF 2.1.0 as GitHub code scanning takes it. Open findings of earlier runs are part of it: an upload
 * replaces the last one, and what is missing from it is closed.
 */
export function sarifOf(review: Review): string {
  const { plan, pull } = review;
  const placed = [...plan.post, ...plan.summary.map((entry) => entry.placed)];
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Kimi Review',
            rules: Object.entries(RULES).map(([id, text]) => ({ id, name: id, shortDescription: { text } })),
          },
        },
        automationDetails: { id: `kimi-review/pull-${pull.number}` },
        columnKind: 'utf16CodeUnits',
        results: [...placed.map(resultOf), ...plan.standing.filter(stillApplies).map(standingResult)],
      },
    ],
  };
  return `${JSON.stringify(log, null, INDENT)}\n`;
}

type Sarif = Readonly<Record<string, unknown>>;

function resultOf({ finding, anchor, fingerprint, alsoAt }: PlacedFinding): Sarif {
  const body = cleanText(wholeText(finding)).trim().slice(0, TEXT_MAX).toWellFormed();
  const places = alsoAt.map((other, index) => ({ id: index + 1, ...location(other.path, regionOf(other)) }));
  const text = [plainLine(finding.title, TITLE_MAX), body].filter((part) => part !== '').join('\n\n');
  const result = {
    ruleId: finding.category,
    level: LEVELS[finding.severity],
    message: { text: text === '' ? RULES[finding.category] : text },
    locations: [location(anchor.path, regionOf(anchor))],
    partialFingerprints: { 'kimiReview/v1': fingerprint },
    properties: { severity: finding.severity, confidence: finding.confidence },
  };
  return places.length === 0 ? result : { ...result, relatedLocations: places };
}

function standingResult(finding: StandingFinding): Sarif {
  const region = finding.line === null ? null : { startLine: finding.line, endLine: finding.line };
  return {
    ruleId: finding.category ?? EARLIER,
    level: LEVELS[finding.severity],
    message: { text: plainLine(finding.title, TITLE_MAX) || RULES[EARLIER] },
    locations: [location(finding.path, region)],
    partialFingerprints: { 'kimiReview/v1': finding.fingerprint },
    properties: { severity: finding.severity },
  };
}

type Region = { readonly startLine: number; readonly endLine: number };

/** Lines of the head; a removed line has none there, so the file alone is named. */
function regionOf(anchor: PlacedFinding['anchor']): Region | null {
  if (anchor.line === null || (anchor.kind === 'line' && anchor.side === 'LEFT')) return null;
  const startLine = anchor.kind === 'line' ? (anchor.startLine ?? anchor.line) : anchor.line;
  return { startLine, endLine: anchor.line };
}

function location(path: string, region: Region | null): Sarif {
  const uri = path.toWellFormed().split('/').map(encodeURIComponent).join('/');
  const artifactLocation = { uri, uriBaseId: '%SRCROOT%' };
  return { physicalLocation: region === null ? { artifactLocation } : { artifactLocation, region } };
}
