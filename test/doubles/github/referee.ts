import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { DESCRIPTION, type Operation } from './description.ts';

/** Holds each exchange against GitHub's OpenAPI description. */
export type Referee = {
  /** What is wrong with a request body, in GitHub's words; empty when nothing is. */
  request(operation: Operation, path: string, body: unknown): string[];
  /** What is wrong with an answer of ours; empty when nothing is. */
  response(operation: Operation, path: string, answer: { status: number; value: unknown }): string[];
};

const DOCUMENT = 'github';
const FIRST_ERROR_STATUS = 400;

const ajv = new Ajv({ strict: false, allErrors: true, verbose: true });
addFormats.default(ajv);
ajv.addSchema({ $id: DOCUMENT, ...DESCRIPTION });

export function findOperation(method: string, path: string): Operation | null {
  return DESCRIPTION.paths[path]?.[method.toLowerCase()] ?? null;
}

export const referee: Referee = {
  request: (operation, path, body) => {
    if (operation.requestBody === undefined) return [];
    const check = validator(path, operation, 'requestBody');
    return check(body) ? [] : requestWords(check.errors ?? []);
  },
  response: (operation, path, { status, value }) => {
    const declared = operation.responses[String(status)];
    // GitHub describes few of its own refusals; what it does not describe cannot be held against it.
    if (declared === undefined) {
      return status < FIRST_ERROR_STATUS ? [`${operation.operationId} declares no answer ${status}.`] : [];
    }
    if (declared.content === undefined) return [];
    const check = validator(path, operation, `responses/${status}`);
    if (check(value)) return [];
    return (check.errors ?? []).map(
      (error) => `${operation.operationId} ${status}: ${error.instancePath} ${error.message ?? 'is wrong'}`,
    );
  },
};

const validators = new Map<string, ValidateFunction>();

function validator(path: string, operation: Operation, part: string): ValidateFunction {
  const key = `${operation.operationId} ${part}`;
  const known = validators.get(key);
  if (known !== undefined) return known;
  const method = Object.entries(DESCRIPTION.paths[path] ?? {}).find(([, entry]) => entry === operation)?.[0];
  const steps = ['paths', path, method ?? '', ...part.split('/'), 'content', 'application/json', 'schema'];
  const pointer = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')));
  const made = ajv.compile({ $ref: `${DOCUMENT}#/${pointer.join('/')}` });
  validators.set(key, made);
  return made;
}

/** As GitHub words it: `"lines" is not a permitted key.`, `"body" wasn't supplied.` */
function requestWords(errors: readonly ErrorObject[]): string[] {
  const words = errors
    // A composition that fails repeats what its branches said.
    .filter((error) => error.keyword !== 'anyOf' && error.keyword !== 'oneOf')
    .map((error) => `${where(error.instancePath)}${complaint(error)}`);
  return [...new Set(words)];
}

function where(instancePath: string): string {
  const steps = instancePath.split('/').filter((step) => step !== '');
  return steps.length === 0
    ? ''
    : `For '${steps.map((step) => (/^\d+$/.test(step) ? 'items' : `properties/${step}`)).join('/')}', `;
}

function complaint(error: ErrorObject): string {
  const value = JSON.stringify(error.data) ?? 'nil';
  const shown = error.data === null ? 'nil' : value;
  switch (error.keyword) {
    case 'additionalProperties':
      return `"${error.params['additionalProperty']}" is not a permitted key.`;
    case 'required':
      return `"${error.params['missingProperty']}" wasn't supplied.`;
    case 'type':
      return `${shown} is not ${article(String(error.params['type']))}.`;
    case 'enum':
      return `${shown} is not a member of ${JSON.stringify(error.params['allowedValues'])}.`;
    case 'maxLength':
      return `only ${error.params['limit']} characters are allowed; ${String(error.data).length} were supplied.`;
    case 'maxItems':
      return `no more than ${error.params['limit']} items are allowed; ${itemCount(error.data)} were supplied.`;
    default:
      return `${shown} ${error.message ?? 'is not valid'}.`;
  }
}

function itemCount(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function article(type: string): string {
  if (type === 'null') return 'null';
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
