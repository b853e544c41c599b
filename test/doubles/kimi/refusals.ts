/** Everything the API says no with. The texts are the vendor's, from captures, its error page, or issues. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, type: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.type = type;
    this.headers = headers;
  }
}

/** Whom a 429 names. A client must cut both ids out of anything it shows. */
export type AccountIds = { readonly orgId: string; readonly keyId: string };

/** The ids of the default key: look for them to test redaction. */
export const DOUBLE_IDS: AccountIds = {
  orgId: 'org-5d0bb1e0f2c84a7d9e63c1a47f80d352',
  keyId: 'ak-f7doublekey0kimi11ce3e1i',
};

const BAD_REQUEST = 400;
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;
const UNAVAILABLE = 503;

export const invalid = (message: string) => new Refusal(BAD_REQUEST, 'invalid_request_error', message);

export const tokenLimitReached = (limit: number, requested: number) =>
  invalid(`Invalid request: Your request exceeded model token limit: ${limit} (requested: ${requested})`);

export const highRisk = () =>
  new Refusal(BAD_REQUEST, 'content_filter', 'The request was rejected because it was considered high risk');

export const keyMissing = () =>
  new Refusal(UNAUTHORIZED, 'incorrect_api_key_error', 'Incorrect API key provided');

/** An unknown key, and equally a key of another platform: the API does not tell them apart. */
export const keyUnknown = () =>
  new Refusal(UNAUTHORIZED, 'invalid_authentication_error', 'Invalid Authentication');

export const addressNotAllowed = () =>
  new Refusal(FORBIDDEN, 'permission_denied_error', 'Your IP is not allowed to access this organization');

export const apiClosed = () =>
  new Refusal(FORBIDDEN, 'permission_denied_error', 'The API you are accessing is not open');

export const clientNotAllowed = () =>
  new Refusal(
    FORBIDDEN,
    'access_terminated_error',
    'Kimi For Coding is currently only available for Coding Agents such as Kimi CLI, Claude Code, Roo Code, Kilo Code, etc.',
  );

export const modelMissing = (model: string) =>
  new Refusal(NOT_FOUND, 'resource_not_found_error', `Not found the model ${model} or Permission denied`);

export const pathMissing = (path: string) =>
  new Refusal(NOT_FOUND, 'resource_not_found_error', `The requested resource ${path} was not found`);

const rateLimited = (message: string) => new Refusal(TOO_MANY_REQUESTS, 'rate_limit_reached_error', message);

const account = ({ orgId, keyId }: AccountIds) => `Your account ${orgId} <${keyId}> request`;

/** `waitSeconds` is often 0 or 1 in reports: far too short when the slots are held by long answers. */
export const concurrencyReached = (ids: AccountIds, limit: number, waitSeconds: number) =>
  rateLimited(
    `${account(ids)} reached max organization concurrency: ${limit}, please try again after ${waitSeconds} seconds`,
  );

export const rpmReached = (ids: AccountIds, limit: number, waitSeconds: number) =>
  rateLimited(
    `${account(ids)} reached organization max RPM: ${limit}, please try again after ${waitSeconds} seconds`,
  );

export type TokenCount = { readonly window: 'TPM' | 'TPD'; readonly current: number; readonly limit: number };

export const tokenRateReached = (ids: AccountIds, { window, current, limit }: TokenCount) =>
  rateLimited(
    `${account(ids)} reached organization ${window} rate limit, current: ${current}, limit: ${limit}`,
  );

export const quotaUsedUp = ({ orgId, keyId }: AccountIds) =>
  new Refusal(
    TOO_MANY_REQUESTS,
    'exceeded_current_quota_error',
    `Your account ${orgId} <${keyId}> is suspended due to insufficient balance, please recharge your account or check your plan and billing details`,
  );

/** The only refusal that carries `Retry-After`, in whole seconds. */
export const engineOverloaded = (retryAfterSeconds: number) =>
  new Refusal(
    TOO_MANY_REQUESTS,
    'engine_overloaded_error',
    'The engine is currently overloaded, please try again later',
    { 'Retry-After': String(retryAfterSeconds) },
  );

export const internalError = () =>
  new Refusal(SERVER_ERROR, 'server_error', 'Internal server error, please try again later');

export const temporarilyUnavailable = () =>
  new Refusal(UNAVAILABLE, 'server_unavailable', 'The service is temporarily unavailable');
