import { z } from 'zod';
import { type ChatBody, readAs } from './body.ts';
import { schemaProblem } from './mfjs.ts';
import type { Thinking } from './parameters.ts';
import { invalid } from './refusals.ts';

const TOOLS_MAX = 128;
const TOOL_NAME = /^[a-zA-Z_][a-zA-Z0-9-_]{0,127}$/;

const tools = z
  .array(
    z.strictObject({
      type: z.enum(['function', 'builtin_function']),
      function: z.strictObject({
        name: z.string(),
        description: z.string().optional(),
        parameters: z.unknown().optional(),
        strict: z.boolean().optional(),
      }),
    }),
  )
  .min(1)
  .max(TOOLS_MAX);

const responseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string().min(1),
      strict: z.boolean().optional(),
      description: z.string().optional(),
      schema: z.unknown(),
    }),
  }),
]);

export function checkTools(body: ChatBody, thinking: Thinking): void {
  if (body.tools === undefined) return;
  const names = new Set<string>();
  for (const tool of readAs(tools, body.tools, 'Invalid request: tools')) {
    const { name, parameters } = tool.function;
    if (tool.type === 'builtin_function') {
      if (thinking === 'enabled')
        throw invalid(`builtin_function ${name} is incompatible with thinking enabled`);
    } else if (!TOOL_NAME.test(name)) {
      throw invalid(
        'Invalid request: function name is invalid, must start with a letter and can contain letters, numbers, underscores, and dashes',
      );
    }
    if (names.has(name)) throw invalid(`Invalid request: function name ${name} is duplicated`);
    names.add(name);
    if (parameters !== undefined) checkSchema('tools.function.parameters', parameters);
  }
}

export function checkResponseFormat(body: ChatBody): void {
  if (body.response_format === undefined) return;
  const format = readAs(responseFormat, body.response_format, 'Invalid request: response_format');
  if (format.type === 'json_schema') {
    checkSchema('response_format.json_schema.schema', format.json_schema.schema);
  }
  const last = body.messages.at(-1);
  if (last?.partial === true && format.type !== 'text') {
    throw invalid(`Invalid request: partial mode cannot be used with response_format ${format.type}`);
  }
}

function checkSchema(place: string, schema: unknown): void {
  const problem = schemaProblem(schema);
  if (problem !== null) {
    throw invalid(
      `Invalid request: ${place} is not a valid moonshot flavored json schema, details: <${problem}>`,
    );
  }
}
