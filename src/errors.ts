/**
 * Every failure a person can meet: what happened and the way out, in one catalogue.
 * A message names the field, the value and the remedy; a stack trace is never shown.
 */
const CATALOGUE = {
  INPUT_INVALID: 'Correct the input named above; docs/configuration.md lists every input with its values.',
  EVENT_UNSUPPORTED: 'Run on pull_request, pull_request_target or workflow_dispatch.',
  CONFIG_INVALID: 'Correct the file on the base branch; docs/configuration.md lists every key.',
  KEY_MISSING:
    'Add the secret KIMI_API_KEY under Settings > Secrets and variables > Actions and pass it as kimi-api-key. GitHub gives no secrets to pull requests from forks: there, run the workflow by hand with the pull request number.',
  TOKEN_MISSING: 'Pass github-token, or give the job the default token.',

  KIMI_UNAUTHORIZED:
    'Check that the secret passed as kimi-api-key exists, has not expired, and belongs to this endpoint: platform.kimi.ai keys work on api.moonshot.ai only, platform.kimi.com keys on api.moonshot.cn only.',
  KIMI_FORBIDDEN:
    'Look at the account: API access may be closed, or an IP allow-list may exclude GitHub-hosted runners.',
  KIMI_PLAN_REFUSED:
    'A Kimi Code subscription is for interactive use and refuses this client. Use a key of the Open Platform (platform.kimi.ai) with provider: moonshot.',
  KIMI_QUOTA: 'Top up the account or raise its limit; nothing is retried until then.',
  KIMI_RATE_LIMITED: 'Lower max-concurrency, or raise the tier of the account.',
  KIMI_DAILY_LIMIT: 'The daily token limit of the account is used up; run again tomorrow or raise the tier.',
  KIMI_OVERLOADED: 'Kimi is short of capacity; run the workflow again later.',
  KIMI_MODEL_NOT_FOUND: 'Check the model input against the models of the account.',
  KIMI_CONTENT_FILTER:
    'The provider judged this text high risk and gives no reason. Exclude the file with paths.exclude, or review it by hand.',
  KIMI_CONTEXT_OVERFLOW: 'Lower limits.context-tokens in the configuration.',
  KIMI_INVALID_REQUEST: 'If extra-body is set, remove it; otherwise please report this with the request id.',
  KIMI_SERVER_ERROR: 'Run the workflow again later.',
  KIMI_CONNECTION: 'Check that the runner can reach the model endpoint (proxy, firewall, base-url).',
  KIMI_STREAM_CUT: 'Run the workflow again; the answer broke off on the way.',
  KIMI_STALLED: 'Run the workflow again; the model stopped sending before it had finished.',
  KIMI_TIMEOUT: 'Raise timeout-minutes, or lower effort.',
  KIMI_EMPTY_ANSWER: 'Run again with thinking: disabled, or a smaller pull request.',
  KIMI_TRUNCATED_ANSWER: 'Run again with thinking: disabled, or a smaller pull request.',
  KIMI_UNREADABLE_ANSWER: 'Run the workflow again; the model did not keep to the answer format, twice.',
  BUDGET_EXCEEDED: 'Raise budget-usd, or lower effort.',

  GITHUB_NOT_FOUND: 'Check the pull request number, and that the token may read this repository.',
  GITHUB_FORBIDDEN: 'Give the job the permissions contents: read, pull-requests: write and checks: write.',
  GITHUB_RATE_LIMITED:
    'Run the workflow again later; GitHub limits requests per hour and comments per minute.',
  GITHUB_FAILED: 'Run the workflow again later.',
  CANCELLED: 'Start the run again; nothing was posted after the cancellation.',
  GIT_FAILED: 'Check that the folder is a git repository and that both revisions exist in it.',
  INTERNAL: 'Please report this: it is a defect of Kimi Review.',
} as const;

export type ErrorCode = keyof typeof CATALOGUE;

/** The way out for a code, in one or two sentences. */
export function remedyFor(code: ErrorCode): string {
  return CATALOGUE[code];
}

/** An own failure, told in plain words. `message` says what happened, `remedy` what to do. */
export class ReviewError extends Error {
  readonly code: ErrorCode;
  readonly remedy: string;

  constructor(code: ErrorCode, message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'ReviewError';
    this.code = code;
    this.remedy = options.remedy ?? CATALOGUE[code];
  }
}
