import { z } from 'zod';

/**
 * Moonshot Flavored JSON Schema, as the vendor's validator and API are known to judge it, at its harshest
 * level: keywords that the API lets through unenforced are refused here, since whoever sends them relies on
 * something that does not happen. Sizes are the documented, smaller ones.
 */
const DEPTH_MAX = 5;
const PROPERTIES_MAX = 100;
const BRANCHES_MAX = 10;
const ENUM_MAX = 500;

const TYPES = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']);
const KEYWORDS = new Set(
  `type properties required additionalProperties items enum anyOf $ref $defs $id description title default
   minLength maxLength minimum maximum minItems maxItems`.split(/\s+/),
);
const ROOT_KEYWORDS = new Set(['$defs', '$id']);
const BESIDE_TYPE_LIST = new Set(['type', 'description', 'title']);
const FORBIDDEN_PROPERTIES = new Set(['anyOf', 'required', '$ref', '$defs', 'additionalProperties']);
const LOCAL_REFERENCE = /^#\/\$defs\/[^/]+$/;

const dictionary = z.record(z.string(), z.unknown());
const branches = z.array(z.unknown()).min(1).max(BRANCHES_MAX);
const typeList = z.array(z.string()).min(1);
const enumValues = z
  .array(z.union([z.string(), z.number()]))
  .min(1)
  .max(ENUM_MAX);

type Dictionary = Record<string, unknown>;
type Walk = { readonly definitions: Dictionary; properties: number };

/** A place and what is wrong there, or null for a valid schema. */
export function schemaProblem(schema: unknown): string | null {
  try {
    const root = asDictionary(schema, 'root', 'schema must be an object');
    if (root['type'] !== 'object') fail('root', 'root schema must be of type object');
    const definitions =
      root['$defs'] === undefined ? {} : asDictionary(root['$defs'], '$defs', '$defs must be an object');
    const walk: Walk = { definitions, properties: 0 };
    visit(root, { path: '', depth: 0 }, walk);
    for (const [name, definition] of Object.entries(definitions)) {
      visit(definition, { path: `$defs.${name}`, depth: 1 }, walk);
    }
    return null;
  } catch (error) {
    if (error instanceof SchemaProblem) return error.message;
    throw error;
  }
}

class SchemaProblem extends Error {}

function fail(path: string, problem: string): never {
  throw new SchemaProblem(`At path '${path === '' ? 'root' : path}': ${problem}`);
}

function asDictionary(value: unknown, path: string, problem: string): Dictionary {
  const parsed = dictionary.safeParse(value);
  return parsed.success ? parsed.data : fail(path, problem);
}

type Place = { readonly path: string; readonly depth: number };

function visit(value: unknown, place: Place, walk: Walk): void {
  const { path, depth } = place;
  const schema = asDictionary(value, path, 'schema must be an object');
  if (depth > DEPTH_MAX) fail(path, `schema depth exceeds maximum limit of ${DEPTH_MAX}`);
  const unsupported = Object.keys(schema).filter(
    (key) => !KEYWORDS.has(key) || (depth > 0 && ROOT_KEYWORDS.has(key)),
  );
  if (unsupported.length > 0) fail(path, `unsupported keywords: ${unsupported.join(', ')}`);
  if (schema['$ref'] !== undefined) checkReference(schema, path, walk);
  else if (schema['anyOf'] !== undefined) visitBranches(schema, place, walk);
  else visitTyped(schema, place, walk);
}

function visitTyped(schema: Dictionary, place: Place, walk: Walk): void {
  const { path } = place;
  checkType(schema, path);
  visitProperties(schema, place, walk);
  if (schema['enum'] !== undefined) checkEnum(schema['enum'], `${path}.enum`);
  if (schema['items'] !== undefined) visit(schema['items'], below(place, 'items'), walk);
  const { additionalProperties } = schema;
  if (additionalProperties !== undefined && typeof additionalProperties !== 'boolean') {
    visit(additionalProperties, below(place, 'additionalProperties'), walk);
  }
}

function below({ path, depth }: Place, name: string): Place {
  return { path: path === '' ? name : `${path}.${name}`, depth: depth + 1 };
}

function checkReference(schema: Dictionary, path: string, walk: Walk): void {
  const target = schema['$ref'];
  if (schema['type'] !== undefined) {
    fail(
      path,
      'when using $ref, type should be defined in the referenced schema instead of the parent schema',
    );
  }
  if (typeof target !== 'string' || !LOCAL_REFERENCE.test(target)) {
    fail(`${path}.$ref`, 'references must start with #/$defs/');
  }
  const name = target.slice('#/$defs/'.length);
  if (!Object.hasOwn(walk.definitions, name)) fail(`${path}.$ref`, `reference not found: ${target}`);
}

function visitBranches(schema: Dictionary, place: Place, walk: Walk): void {
  if (schema['type'] !== undefined) {
    fail(place.path, 'when using anyOf, type should be defined in anyOf items instead of the parent schema');
  }
  const list = branches.safeParse(schema['anyOf']);
  if (!list.success) fail(`${place.path}.anyOf`, `anyOf must be an array of 1 to ${BRANCHES_MAX} schemas`);
  for (const [index, branch] of list.data.entries()) visit(branch, below(place, `anyOf{${index}}`), walk);
}

function checkType(schema: Dictionary, path: string): void {
  const { type } = schema;
  if (type === undefined) fail(path, 'type is not defined');
  if (typeof type === 'string') {
    if (!TYPES.has(type)) fail(path, 'invalid type');
    return;
  }
  const list = typeList.safeParse(type);
  if (!list.success || !list.data.every((name) => TYPES.has(name))) fail(path, 'invalid type in type array');
  const scalarPair =
    list.data.length === 2 && !list.data.some((name) => name === 'object' || name === 'array');
  const sibling = Object.keys(schema).find(
    (key) => !BESIDE_TYPE_LIST.has(key) && !(key === 'enum' && scalarPair),
  );
  if (sibling !== undefined)
    fail(path, `keyword ${sibling} is not allowed in combination with multiple types`);
}

function visitProperties(schema: Dictionary, place: Place, walk: Walk): void {
  const properties =
    schema['properties'] === undefined
      ? {}
      : asDictionary(schema['properties'], place.path, 'properties must be an object');
  walk.properties += Object.keys(properties).length;
  if (walk.properties > PROPERTIES_MAX) fail(place.path, `more than ${PROPERTIES_MAX} properties keys`);
  for (const [name, property] of Object.entries(properties)) {
    if (FORBIDDEN_PROPERTIES.has(name)) fail(place.path, `property name ${name} is reserved`);
    visit(property, below(place, `properties.${name}`), walk);
  }
  if (schema['required'] === undefined) return;
  const required = z.array(z.string()).safeParse(schema['required']);
  if (!required.success) fail(place.path, 'required must be a list of names');
  const unknown = required.data.find((name) => !Object.hasOwn(properties, name));
  if (unknown !== undefined) fail(place.path, `required property ${unknown} is not defined in properties`);
}

function checkEnum(value: unknown, path: string): void {
  const values = enumValues.safeParse(value);
  if (!values.success) fail(path, `enum must hold 1 to ${ENUM_MAX} strings or numbers`);
  if (new Set(values.data.map((entry) => typeof entry)).size > 1)
    fail(path, 'enum values must be of one kind');
}
