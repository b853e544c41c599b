import { schema as shipped } from '@octokit/graphql-schema';
import {
  buildSchema,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import { z } from 'zod';
import { type Answer, json } from '../exchange.ts';
import { badRequest } from '../refusals.ts';
import type { World } from '../world.ts';
import { rootOf } from './root.ts';
import { GraphqlTrouble } from './trouble.ts';

const requestBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

let schema: GraphQLSchema | null = null;

/** GitHub's whole schema. Building takes over a tenth of a second, so it waits for the first query. */
function githubSchema(): GraphQLSchema {
  // The shipped text declares some fields twice; GitHub's own servers do not mind either.
  schema ??= buildSchema(shipped.idl, { assumeValidSDL: true });
  return schema;
}

/** Checks a query against GitHub's schema and runs it over the state. */
export async function answerGraphql(world: World, body: unknown): Promise<Answer> {
  const read = requestBody.safeParse(body);
  if (!read.success) throw badRequest('A query attribute must be specified and must be a string.');
  const { query, variables, operationName } = read.data;
  const document = parsed(query);
  if (document instanceof GraphQLError) return json({ errors: [errorFace(document)] });
  const problems = validate(githubSchema(), document);
  if (problems.length > 0) return json({ errors: problems.map(errorFace) });

  const operation = getOperationAST(document, operationName ?? null);
  const result = await execute({
    schema: githubSchema(),
    document,
    rootValue: rootOf(world, operation?.operation === 'mutation'),
    contextValue: world,
    fieldResolver: strictResolver,
    ...(variables === null || variables === undefined ? {} : { variableValues: variables }),
    ...(operationName === null || operationName === undefined ? {} : { operationName }),
  });
  const errors = result.errors?.map(errorFace);
  return json(errors === undefined ? { data: result.data } : { data: result.data ?? null, errors });
}

function parsed(query: string): ReturnType<typeof parse> | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/**
 * Takes a field from its node. A field GitHub has and this double does not model is an error, never null: a quiet
 * null would let a test pass that fails on GitHub.
 */
const strictResolver: GraphQLFieldResolver<unknown, World> = (source, args, world, info) => {
  const node = typeof source === 'object' && source !== null ? new Map(Object.entries(source)) : new Map();
  if (!node.has(info.fieldName)) {
    const field = `${info.parentType.name}.${info.fieldName}`;
    world.violations.push(`GraphQL: ${field} is not modelled by the double.`);
    throw new Error(`The GitHub double does not model ${field}.`);
  }
  const value: unknown = node.get(info.fieldName);
  return typeof value === 'function' ? value(args) : value;
};

const CANNOT_QUERY = /^Cannot query field "(\w+)" on type "(\w+)"/;

function errorFace(error: GraphQLError): Record<string, unknown> {
  const { originalError, locations, path } = error;
  const [, fieldName, typeName] = CANNOT_QUERY.exec(error.message) ?? [];
  if (fieldName !== undefined) {
    const extensions = { code: 'undefinedField', typeName, fieldName };
    return { message: `Field '${fieldName}' doesn't exist on type '${typeName}'`, locations, extensions };
  }
  const type = originalError instanceof GraphqlTrouble ? { type: originalError.type } : {};
  return { ...type, ...(path === undefined ? {} : { path }), locations, message: error.message };
}
