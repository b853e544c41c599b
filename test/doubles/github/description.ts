import { readFileSync } from 'node:fs';
import { z } from 'zod';

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(schema).optional(),
    allOf: z.array(schema).optional(),
    oneOf: z.array(schema).optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
  }),
);

/** The little of JSON Schema that is read by hand; ajv reads the rest. */
export type Schema = {
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  format?: string | undefined;
  enum?: unknown[] | undefined;
  anyOf?: Schema[] | undefined;
  allOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
};

const content = z.object({ 'application/json': z.object({ schema }) });

const operation = z.object({
  operationId: z.string(),
  requestBody: z.object({ required: z.boolean().optional(), content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
});

const description = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), schema) }),
});

export type Operation = z.infer<typeof operation>;

const raw: unknown = JSON.parse(readFileSync(new URL('./openapi.json', import.meta.url), 'utf8'));

/** GitHub's own description of the operations the double answers, cut by scripts/cut-openapi.ts. */
export const DESCRIPTION = description.parse(raw);

/** A value of GitHub's shape: what the schema requires and `known` does not say is filled in neutrally. */
export function filled(name: string, known: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const wanted = requiredOf({ $ref: `#/components/schemas/${name}` });
  const missing = [...wanted].filter(([field]) => !(field in known));
  return { ...Object.fromEntries(missing.map(([field, type]) => [field, neutral(type)])), ...known };
}

function target(type: Schema): Schema {
  const name = type.$ref?.replace('#/components/schemas/', '');
  if (name === undefined) return type;
  const found = DESCRIPTION.components.schemas[name];
  if (found === undefined) throw new Error(`openapi.json has no schema called ${name}.`);
  return target(found);
}

function requiredOf(type: Schema): Map<string, Schema> {
  const { properties = {}, required = [], allOf = [] } = target(type);
  const own = required.map((field): [string, Schema] => [field, properties[field] ?? {}]);
  return new Map([...allOf.flatMap((part) => [...requiredOf(part)]), ...own]);
}

function neutral(type: Schema): unknown {
  const at = target(type);
  if (at.enum !== undefined) return at.enum[0];
  const [branch] = [...(at.anyOf ?? []), ...(at.oneOf ?? [])];
  const kinds = [at.type ?? []].flat();
  if (kinds.includes('null') || at.anyOf?.some((part) => part.type === 'null') === true) return null;
  switch (kinds[0]) {
    case 'string':
      return neutralText(at.format);
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return Object.fromEntries([...requiredOf(at)].map(([field, part]) => [field, neutral(part)]));
    default:
      return branch === undefined ? null : neutral(branch);
  }
}

function neutralText(format: string | undefined): string {
  if (format === 'uri') return 'https://api.github.com/';
  return format === 'date-time' ? '2026-01-01T00:00:00Z' : '';
}
