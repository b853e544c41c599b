import { closingLine, FINDING_HEADING } from '../../src/core/prompt/answer-format.ts';

/** A finding as a model would write it. What is left out is the ordinary case. */
export type WrittenFinding = {
  readonly path: string;
  /** A line, or `first-last`. */
  readonly line: number | string;
  /** `old` for removed lines. */
  readonly side?: 'new' | 'old';
  readonly severity?: 'blocker' | 'major' | 'minor' | 'nit';
  readonly category?: string;
  readonly confidence?: 'high' | 'medium' | 'low';
  readonly title: string;
  /** Id of a rule of the house. */
  readonly rule?: string;
  readonly trigger?: string;
  readonly effect?: string;
  readonly remedy?: string;
  /** The lines the finding is about, letter by letter. */
  readonly quote: string;
  readonly body?: string;
  /** What replaces exactly the quoted lines. */
  readonly suggestion?: string;
};

const NOTES = 'I read the change and the code around it.';

/** A whole answer in the written format: notes, one section for each finding, the closing line. */
export function answer(findings: readonly WrittenFinding[], notes = NOTES): string {
  return [notes, ...findings.map(section), closingLine(findings.length), ''].join('\n\n');
}

function section(finding: WrittenFinding): string {
  const { severity = 'major', category = 'bug', confidence = 'high', side = 'new' } = finding;
  const fields = [
    FINDING_HEADING,
    `path: ${finding.path}`,
    `line: ${finding.line}`,
    `side: ${side}`,
    `severity: ${severity}`,
    `category: ${category}`,
    `confidence: ${confidence}`,
    ...optional('rule', finding.rule),
    `title: ${finding.title}`,
    ...optional('trigger', finding.trigger),
    ...optional('effect', finding.effect),
    ...optional('remedy', finding.remedy),
  ].join('\n');
  const suggestion = finding.suggestion === undefined ? [] : [block('suggestion', finding.suggestion)];
  return [
    fields,
    block('quote', finding.quote),
    finding.body ?? 'It follows from the lines quoted above.',
    ...suggestion,
  ].join('\n\n');
}

function optional(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${name}: ${value}`];
}

function block(label: string, text: string): string {
  return `\`\`\`${label}\n${text}\n\`\`\``;
}
