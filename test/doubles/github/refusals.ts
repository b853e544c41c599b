/** An error answer of GitHub's, in GitHub's words. Whoever finds the fault throws it. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    body: Readonly<Record<string, unknown>> & { readonly message: string },
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(body.message);
    this.status = status;
    this.body = { ...body, documentation_url: 'https://docs.github.com/rest', status: String(status) };
    this.headers = headers;
  }
}

const BAD_REQUEST = 400;
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const NOT_ACCEPTABLE = 406;
const UNPROCESSABLE = 422;

export type FieldError = {
  readonly resource: string;
  readonly code: string;
  readonly field: string;
  readonly message?: string;
};

export const badRequest = (message: string): Refusal => new Refusal(BAD_REQUEST, { message });
export const badCredentials = (): Refusal => new Refusal(UNAUTHORIZED, { message: 'Bad credentials' });
export const forbidden = (message: string): Refusal => new Refusal(FORBIDDEN, { message });
export const notFound = (message = 'Not Found'): Refusal => new Refusal(NOT_FOUND, { message });

/** A read-only or narrower token, for example on a pull request from a fork. */
export const notAccessible = (): Refusal => forbidden('Resource not accessible by integration');

/** Reviews and their kin list sentences. */
export const unprocessable = (...errors: readonly string[]): Refusal =>
  new Refusal(UNPROCESSABLE, { message: 'Unprocessable Entity', errors });

/** Comments and their kin list fields. */
export const validationFailed = (...errors: readonly FieldError[]): Refusal =>
  new Refusal(UNPROCESSABLE, { message: 'Validation Failed', errors });

/** A body that does not fit the schema of its endpoint. */
export const invalidRequest = (...lines: readonly string[]): Refusal =>
  new Refusal(UNPROCESSABLE, { message: `Invalid request.\n\n${lines.join('\n')}` });

/** No schema speaks of it: a commit nobody has, for example. */
export const unprocessableMessage = (message: string): Refusal => new Refusal(UNPROCESSABLE, { message });

export const bodyTooLong = (resource: string, charactersMax: number): Refusal =>
  validationFailed({
    resource,
    code: 'unprocessable',
    field: 'data',
    message: `Body is too long (maximum is ${charactersMax} characters)`,
  });

/** GitHub's 406 for a diff that passes a limit. The word for bytes is ours; the other two were seen. */
export function diffTooLarge(what: 'files' | 'lines' | 'bytes', max: number): Refusal {
  const rest = "Consider using 'List pull requests files' API or locally cloning the repository instead.";
  return new Refusal(NOT_ACCEPTABLE, {
    message: `Sorry, the diff exceeded the maximum number of ${what} (${max}). ${rest}`,
    errors: [{ resource: 'PullRequest', field: 'diff', code: 'too_large' }],
  });
}
