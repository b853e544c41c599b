/**
 * Cuts GitHub's OpenAPI description down to the operations the GitHub double answers.
 *
 *   npm install --prefix "$(mktemp -d)" @octokit/openapi@23.0.2       (394 MB, so never a dependency of ours)
 *   node scripts/cut-openapi.ts <there>/node_modules/@octokit/openapi/generated/api.github.com.json
 *
 * The result is `test/doubles/github/openapi.json`: JSON Schema in OpenAPI's layout. Prose and examples are
 * dropped, `nullable` becomes a null type, and request bodies refuse keys they do not declare, as GitHub does.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type Json = Record<string, unknown>;

const SOURCE = '@octokit/openapi@23.0.2, generated/api.github.com.json';
const OUTPUT = fileURLToPath(new URL('../test/doubles/github/openapi.json', import.meta.url));
const FORMATTER = fileURLToPath(new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url));
const JSON_TYPE = 'application/json';
const INDENT = 2;

const OPERATIONS = new Set([
  'checks/create',
  'checks/get',
  'checks/list-annotations',
  'checks/list-for-ref',
  'checks/update',
  'git/get-blob',
  'git/get-tree',
  'issues/create-comment',
  'issues/get-comment',
  'issues/list-comments',
  'issues/update-comment',
  'pulls/create-reply-for-review-comment',
  'pulls/create-review',
  'pulls/create-review-comment',
  'pulls/delete-pending-review',
  'pulls/get',
  'pulls/get-review',
  'pulls/list-comments-for-review',
  'pulls/list-commits',
  'pulls/list-files',
  'pulls/list-review-comments',
  'pulls/list-reviews',
  'pulls/submit-review',
  'repos/compare-commits-with-basehead',
  'repos/get',
  'repos/get-collaborator-permission-level',
  'repos/get-commit',
  'repos/get-content',
]);

const PROSE = new Set([
  'description',
  'example',
  'examples',
  'externalDocs',
  'x-github',
  'title',
  'deprecated',
]);

/**
 * Where the description contradicts what GitHub sends. An outdated or file-level comment carries null for its line
 * and position; the head of a pull request has no repository once the fork is deleted.
 */
const REALLY_NULLABLE: Record<string, readonly string[]> = {
  'pull-request': ['head.repo'],
  'pull-request-review-comment': ['position', 'original_position', 'line', 'original_line'],
  'review-comment': ['position', 'original_position', 'line', 'original_line'],
};

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function child(value: unknown, ...keys: readonly string[]): Json {
  let at = value;
  for (const key of keys) at = isJson(at) ? at[key] : undefined;
  if (!isJson(at)) throw new Error(`The description has no object at ${keys.join(' > ')}.`);
  return at;
}

/** OpenAPI 3.0 marks null with a flag; JSON Schema wants it among the types. */
function withNull(schema: Json): Json {
  const { nullable, ...rest } = schema;
  if (nullable !== true) return rest;
  if (typeof rest['type'] !== 'string') return { anyOf: [rest, { type: 'null' }] };
  const values = rest['enum'];
  return {
    ...rest,
    type: [rest['type'], 'null'],
    ...(Array.isArray(values) ? { enum: [...values, null] } : {}),
  };
}

/** `named` is true where the keys are names chosen by GitHub (a property may well be called `description`). */
function trimmed(value: unknown, named = false): unknown {
  if (Array.isArray(value)) return value.map((item) => trimmed(item));
  if (!isJson(value)) return value;
  const kept = Object.entries(value).filter(([key]) => named || !PROSE.has(key));
  const cut = Object.fromEntries(
    kept.map(([key, item]) => [key, trimmed(item, key === 'properties' && !named)]),
  );
  return named ? cut : withNull(cut);
}

/** A schema that is only a branch of a composition must not forbid its siblings' keys. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (!isJson(value)) return value;
  const cut = Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'anyOf' || key === 'oneOf' || key === 'allOf' ? item : closed(item),
    ]),
  );
  const isOpen = value['type'] === 'object' && isJson(value['properties']);
  return isOpen ? { ...cut, additionalProperties: false } : cut;
}

function resolved(document: Json, value: unknown): Json {
  const reference = isJson(value) ? value['$ref'] : undefined;
  if (typeof reference !== 'string') return child(value);
  return child(document, ...reference.replace('#/', '').split('/'));
}

function schemaOf(content: unknown): unknown {
  const media = isJson(content) ? content[JSON_TYPE] : undefined;
  return isJson(media) ? media['schema'] : undefined;
}

function operationOf(document: Json, operation: Json): Json {
  const body = operation['requestBody'];
  const taken = body === undefined ? {} : resolved(document, body);
  const request = schemaOf(taken['content']);
  const responses = Object.entries(child(operation, 'responses')).map(([status, response]) => {
    const schema = schemaOf(resolved(document, response)['content']);
    return [status, schema === undefined ? {} : { content: { [JSON_TYPE]: { schema: trimmed(schema) } } }];
  });
  return {
    operationId: operation['operationId'],
    ...(request === undefined
      ? {}
      : {
          requestBody: {
            required: taken['required'] === true,
            content: { [JSON_TYPE]: { schema: closed(trimmed(request)) } },
          },
        }),
    responses: Object.fromEntries(responses),
  };
}

function pathsOf(document: Json): Json {
  const paths: Json = {};
  for (const [path, methods] of Object.entries(child(document, 'paths'))) {
    const wanted = Object.entries(child(methods)).filter(
      ([, operation]) => isJson(operation) && OPERATIONS.has(String(operation['operationId'])),
    );
    if (wanted.length === 0) continue;
    paths[path] = Object.fromEntries(
      wanted.map(([method, operation]) => [method, operationOf(document, child(operation))]),
    );
  }
  return paths;
}

function referencesIn(value: unknown): string[] {
  const found = JSON.stringify(value).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
  return [...found].flatMap((match) => (match[1] === undefined ? [] : [match[1]]));
}

function nullableFields(schema: Json, fields: readonly string[]): Json {
  return fields.reduce((changed, field) => nullableField(changed, field.split('.')), schema);
}

function nullableField(schema: Json, [field = '', ...rest]: readonly string[]): Json {
  const properties = child(schema, 'properties');
  const type = child(properties, field);
  const changed = rest.length === 0 ? withNull({ ...type, nullable: true }) : nullableField(type, rest);
  return { ...schema, properties: { ...properties, [field]: changed } };
}

function schemasFor(document: Json, paths: Json): Json {
  const schemas: Json = {};
  const waiting = referencesIn(paths);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name in schemas) continue;
    const schema = child(trimmed(child(document, 'components', 'schemas', name)));
    schemas[name] = nullableFields(schema, REALLY_NULLABLE[name] ?? []);
    waiting.push(...referencesIn(schema));
  }
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const [, , description] = process.argv;
if (description === undefined) throw new Error('Usage: node scripts/cut-openapi.ts <api.github.com.json>');
const document = child(JSON.parse(readFileSync(description, 'utf8')));
const paths = pathsOf(document);
const cut = {
  openapi: document['openapi'],
  info: {
    title: `Cut from ${SOURCE} by scripts/cut-openapi.ts`,
    version: child(document, 'info')['version'],
  },
  paths,
  components: { schemas: schemasFor(document, paths) },
};
writeFileSync(OUTPUT, `${JSON.stringify(cut, null, INDENT)}\n`);
execFileSync(process.execPath, [FORMATTER, 'format', '--write', OUTPUT], { stdio: 'inherit' });
