import { type ErrorCode, type ReviewError, remedyFor } from '../errors.ts';

/** Ways out at a desk, where the catalogue of errors speaks to whoever looks after a workflow. */
const AT_A_DESK: Partial<Record<ErrorCode, string>> = {
  INPUT_INVALID: 'See kimi-review COMMAND --help for every option and its values.',
  CONFIG_INVALID: 'Correct the file on the base branch; docs/configuration.md lists every key.',
  KEY_MISSING:
    'Set KIMI_API_KEY, or name a file that holds the key with --api-key-file; kimi-review pack needs no key.',
  TOKEN_MISSING: 'Set GITHUB_TOKEN to a token that may read the pull request, such as that of gh auth token.',
  KIMI_UNAUTHORIZED:
    'Check that the key has not expired and belongs to this endpoint: platform.kimi.ai keys work on api.moonshot.ai only, platform.kimi.com keys on api.moonshot.cn only (--provider moonshot-cn).',
  KIMI_FORBIDDEN:
    'Look at the account: API access may be closed, or an IP allow-list may exclude this machine.',
  KIMI_MODEL_NOT_FOUND: 'Check --model against the models of the account.',
  KIMI_RATE_LIMITED: 'Lower --max-concurrency, or raise the tier of the account.',
  KIMI_OVERLOADED: 'Kimi is short of capacity; run the review again later.',
  KIMI_INVALID_REQUEST:
    'If --extra-body is set, leave it out; otherwise please report this with the request id.',
  KIMI_SERVER_ERROR: 'Run the review again later.',
  KIMI_CONNECTION: 'Check that this machine can reach the model endpoint (proxy, firewall, --base-url).',
  KIMI_STREAM_CUT: 'Run the review again; the answer broke off on the way.',
  KIMI_STALLED: 'Run the review again; the model stopped sending before it had finished.',
  KIMI_TIMEOUT: 'Raise --timeout-minutes, or lower --effort.',
  KIMI_EMPTY_ANSWER: 'Run again with --thinking disabled, or review fewer commits at a time.',
  KIMI_TRUNCATED_ANSWER: 'Run again with --thinking disabled, or review fewer commits at a time.',
  KIMI_UNREADABLE_ANSWER: 'Run the review again; the model did not keep to the answer format, twice.',
  BUDGET_EXCEEDED: 'Raise --budget-usd, or lower --effort.',
  GITHUB_NOT_FOUND: 'Check --pr and --repo, and that the token may read this repository.',
  GITHUB_FORBIDDEN:
    'Check what GITHUB_TOKEN may do: reading needs contents and pull requests, --post writes them.',
  GITHUB_RATE_LIMITED: 'Run the review again later; GitHub limits requests per hour and comments per minute.',
  GITHUB_FAILED: 'Run the review again later.',
};

const REMEDIES = Object.entries(AT_A_DESK).map(([code, words]) => ({ code, words }));

/** Texts made for the Action, in the words of the command line. */
export function deskWords(text: string): string {
  return REMEDIES.reduce((rest, { code, words }) => rest.replaceAll(remedyOf(code), words), text)
    .replace(/^Reading pull request 0$/, 'Reading the branch')
    .replace(/^The diff of GitHub is not whole/, 'The diff is not whole')
    .replaceAll('too large for GitHub to send', 'too large for a diff')
    .replaceAll(/; actions\/checkout with fetch-depth: 0 [^.;]*/g, '')
    .replaceAll(/(^- |is not valid: )input (?=[a-z])/gm, '$1--')
    .replaceAll(/\bThe input (?=[a-z-]+ is )/g, '--');
}

/** What happened and the way out, for stderr. */
export function errorText(error: Pick<ReviewError, 'message' | 'remedy'>): string {
  return `${deskWords(error.message)}\n${deskWords(error.remedy)}`;
}

function remedyOf(code: string): string {
  return isCode(code) ? remedyFor(code) : code;
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(AT_A_DESK, code);
}
