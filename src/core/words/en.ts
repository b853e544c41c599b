import { oneOther } from './noun.ts';

const noun = oneOther('en');

const TOO_LONG = {
  prompt: '(The prompt for a coding agent is left out: the comment is too long.)',
  folded: '(The argument and the prompt for a coding agent are left out: the comment is too long.)',
  fix: '(The fix is left out: it is too long for a comment.)',
};

/** What a summary gives up to be short enough; other languages need not name it. */
const LOST = {
  prompt: 'the prompt for a coding agent',
  packed: 'the prompt for a coding agent and what was packed',
  bodies: 'the prompt for a coding agent, what was packed, and the texts of findings without a comment',
  rows: 'the prompt for a coding agent, what was packed, the settings, and all but the first rows of each list',
};

/**
 * The fixed words people read on a pull request: every other language says the same under the same names. A text
 * in a parameter is ready to be shown, whether a count or what strangers wrote.
 */
export const en = {
  /** Between groups of three digits. */
  thousands: ',',
  /** The end of a sentence. */
  stop: '.',
  severity: { blocker: 'blocker', major: 'major', minor: 'minor', nit: 'nit' },
  category: {
    bug: 'bug',
    security: 'security',
    'data-loss': 'data-loss',
    concurrency: 'concurrency',
    contract: 'contract',
    'error-handling': 'error-handling',
    performance: 'performance',
    test: 'test',
    documentation: 'documentation',
  },
  hunks: noun('# hunk', '# hunks'),
  files: noun('# file', '# files'),
  findings: noun('# finding', '# findings'),
  requests: noun('# request', '# requests'),
  both: (one: string, other: string) => `${one} and ${other}`,
  andMore: (listed: string, count: string) => `${listed} and ${count} more`,
  more: (count: string) => `And ${count} more.`,
  outOf: (count: string, all: string) => `${count} of ${all}`,
  removed: (place: string) => `${place} (removed)`,

  why: 'Why',
  fix: 'Fix:',
  prompt: 'Prompt for a coding agent',
  fixByHand: 'A fix, to be typed by hand because it holds hidden characters or a secret:',
  possibleFix: (reason: string) => `A possible fix, not offered as a suggestion (${reason}):`,
  alsoAt: (places: string) => `Also at: ${places}`,
  rule: (id: string, text: string) => `Rule ${id}: ${text}`,
  unverified: 'Unverified: the second look at this finding failed.',
  lowConfidence: 'Low confidence: check this before acting on it.',
  failsCheck: (failOn: string) => `This finding fails the check (\`fail-on\` is ${failOn}).`,
  verdict: {
    confirmed: 'Checked.',
    unsure: 'Not decided.',
    unverified: 'Not checked.',
    refuted: 'Refuted.',
  },
  tooLong: (part: keyof typeof TOO_LONG) => TOO_LONG[part],

  severityCount: (count: string, severity: string) => `${count} ${severity}`,
  openFindings: (findings: string, severities: string) => `${findings}: ${severities}`,
  earlier: noun(' (# from an earlier review)', ' (# from earlier reviews)'),
  failing: noun('# open finding is at or above fail-on', '# open findings are at or above fail-on'),
  noProblems: (hunks: string) => `No problems found in ${hunks}`,
  nothingChanged: 'Nothing to review: the pull request changes no files',
  nothingNew: (sha: string) => `Nothing new since ${sha}`,
  allLeftOut: (hunks: string) => `Nothing to review: ${hunks} left out by rules`,
  unreadable: noun(
    'Nothing to post; # finding could not be read',
    'Nothing to post; # findings could not be read',
  ),
  unreadableListed: 'What could not be read is listed with its reason.',
  wasRead: noun('# was read', '# were read'),
  wasReadBefore: noun('# was read by an earlier review', '# were read by an earlier review'),
  wasLeftOut: noun('# was left out by rules', '# were left out by rules'),
  incomplete: (what: string) => `Incomplete: ${what}`,
  notReviewed: (why: string) => `Not reviewed: ${why}`,
  answersCut: (count: string, all: string) => `${count} of ${all} answers could not be read to the end`,
  readersSilent: (count: string, all: string) => `${count} of ${all} readers gave no answer`,
  wasNotRead: noun('# was not read', '# were not read'),
  wasNotChecked: noun('# finding was not checked', '# findings were not checked'),
  moreReasons: noun(
    'And # more reason, listed in the summary.',
    'And # more reasons, listed in the summary.',
  ),
  superseded: 'Not posted: a newer commit was pushed during the review',
  supersededWhy: 'A newer commit was pushed during this review, so nothing was posted on the old one.',

  head: {
    severity: 'Severity',
    where: 'Where',
    finding: 'Finding',
    file: 'File',
    read: 'Read',
    leftOut: 'Left out',
    notRead: 'Not read',
    request: 'Request',
    reader: 'Reader',
    files: 'Files',
    estimated: 'Tokens (estimated)',
    tokens: 'Tokens',
    thinking: 'Thinking',
    findings: 'Findings',
    answer: 'Answer',
    check: 'Check',
    claims: 'Claims',
    around: 'Code around the change',
    revision: 'Revision',
    for: 'For',
    wanted: 'Why it was wanted',
    gone: 'Why it is not there',
    setting: 'Setting',
    value: 'Value',
    source: 'Source',
  },
  title: {
    details: 'Details',
    notPosted: (count: string) => `Not posted as comments (${count})`,
    standing: (count: string) => `Standing from earlier reviews (${count})`,
    aside: (count: string) => `Set aside (${count})`,
    read: (percent: string, hunks: string) => `What was read (${percent} % of ${hunks} accounted for)`,
    packed: 'What was packed and why',
    settings: 'Settings',
    prompt: (findings: string) => `Prompt for a coding agent, ${findings}`,
    notes: (count: string) => `Notes (${count})`,
  },
  changedSince: ' (the code has changed since; resolve the thread if it is done)',
  untitled: 'a finding without a title',
  notDecoded: (name: string, section: string, answer: string) =>
    `${name} (section ${section} of answer ${answer}) — could not be read`,
  settled: 'said before, and its thread was resolved',
  onlySince: (sha: string) => `Hunks that were reviewed up to ${sha} are not read again.`,
  diffSource: (sources: string) => `Source of the diff: ${sources}.`,
  none: 'none',
  readWhole: (hunks: string) => `${hunks} read whole`,
  readInWindows: (hunks: string) => `${hunks} read in windows`,
  readBefore: (hunks: string) => `${hunks} read by an earlier review`,
  leftOutByRules: (hunks: string) => `${hunks} left out by rules`,
  notRead: (hunks: string) => `${hunks} not read`,
  nothingToRead: 'There was nothing to read.',
  effort: (name: string, reason: string) => `Effort ${name}: ${reason}`,
  leftOutForSpace: 'Left out for space:',
  answer: { read: 'read', partly: 'broke off', failed: 'none' },
  lookedUp: noun('# look-up', '# look-ups'),
  atDefaults: noun(
    '# setting at their defaults; the job summary lists them.',
    '# settings at their defaults; the job summary lists them.',
  ),
  shortened: (lost: keyof typeof LOST) =>
    `To stay under GitHub’s limit this leaves out ${LOST[lost]}. The job summary has it all.`,
  restTooLong: 'The rest is too long for a comment; the job summary has it all.',

  cost: {
    alsoAnswered: (models: string) => ` (also answered: ${models})`,
    prompt: (tokens: string, cached: string, percent: string) =>
      `${tokens} prompt tokens (${cached} cached, ${percent} %)`,
    completion: (tokens: string, reasoning: string) => `${tokens} completion tokens (${reasoning} reasoning)`,
    unknown: 'cost unknown: no price for this model',
    prices: (dollars: string, day: string) => `${dollars} at prices of ${day}`,
    nothingAsked: 'nothing was asked',
    thinkingFor: (count: string, requests: string) => `thinking on for ${count} of ${requests}`,
    thinkingOn: (reason: string) => `thinking on (${reason})`,
    thinkingOff: (reason: string) => `thinking off (${reason})`,
    inVain: (requests: string, count: string) => `${requests}, ${count} of them in vain`,
    commit: (sha: string) => `commit ${sha}`,
  },

  /**
   * Reasons as the rest of the program writes them, for machines too. `{1}` is any text; `(s)` may be missing. The
   * other languages put the same numbers where they belong.
   */
  reasons: {
    toldBefore: 'listed in an earlier summary',
    below: 'below min-severity ({1})',
    belowHere: 'below min-severity ({1}) for {2}',
    nitDoubtful: 'a nit that may not be true',
    nitsOnce: 'nits are posted in the first review only',
    nitsMany: 'over the limit of {1} nits',
    many: 'over the limit of {1} comment(s)',
    manyHere: 'over the limit of {1} comment(s) for {2}',
    wasThere: 'it was there before this change',
    unsure: 'a second look could not confirm it',
    unsureWhy: 'a second look could not confirm it: {1}',
    refuted: 'a second look refuted it: {1}',
    notPosted: 'was not posted',
    noQuote: 'no code was quoted',
    quoteGone: 'the quoted code does not occur in {1}',
    pathOutside: '{1} is not part of the diff',
    lineOutside: 'line {1} of {2} is not part of the diff',
    linesOutside: 'lines {1} of {2} are not within one hunk of the diff',
    noChange: 'it changes nothing',
    leavesOut: 'it leaves code out',
    brackets: 'it opens or closes other brackets than the lines it replaces',
    breaks: 'after it the file does not parse any more',
    notOnePlace: 'the quoted lines are not one place of the diff',
    otherLines: 'the comment does not stand on exactly the quoted lines',
    removedLines: 'removed lines cannot be replaced',
    rival: 'another suggestion replaces line {1} as well',
  },
};

/** The fixed words in one language. */
export type Words = typeof en;
