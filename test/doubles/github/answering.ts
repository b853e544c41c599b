import type { IncomingHttpHeaders } from 'node:http';
import type { Operation } from './description.ts';
import { acceptedPermissions, checkHeaders, checkPermission, checkRepository } from './door.ts';
import { type Answer, json } from './exchange.ts';
import { answerGraphql } from './graphql/answer.ts';
import { findOperation, referee } from './referee.ts';
import { badRequest, invalidRequest, notAccessible, notFound, Refusal } from './refusals.ts';
import { findRoute } from './router.ts';
import type { World } from './world.ts';

export type Incoming = {
  readonly method: string;
  readonly address: URL;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
};

export const GRAPHQL_PATH = '/graphql';
const USER_PATH = '/user';

/** The status of an answer GitHub would never give: the double itself is at fault. */
const OUR_FAULT = 599;

/** From request to answer. A refusal thrown anywhere below becomes GitHub's error answer. */
export async function answerTo(world: World, incoming: Incoming): Promise<Answer> {
  try {
    checkHeaders(world, incoming.headers);
    const body = readBody(incoming);
    if (incoming.address.pathname === GRAPHQL_PATH && incoming.method === 'POST') {
      return await answerGraphql(world, body);
    }
    return answerRest(world, incoming, body);
  } catch (error) {
    if (error instanceof Refusal) return json(error.body, error.status, error.headers);
    return ourFault(world, `${incoming.method} ${incoming.address.pathname}: ${String(error)}`);
  }
}

function answerRest(world: World, incoming: Incoming, body: unknown): Answer {
  const { method, address, headers } = incoming;
  // An installation token is nobody in particular.
  if (address.pathname === USER_PATH) throw notAccessible();
  const found = findRoute(method, address.pathname);
  if (found === null) throw notFound();
  const { route, parameters } = found;
  checkRepository(world, parameters);
  checkPermission(world, route.needs);
  const operation = findOperation(route.method, route.path);
  if (operation === null) throw new Error('openapi.json lacks this operation');
  const problems = requestProblems(operation, route.path, body);
  if (problems.length > 0) throw invalidRequest(...problems);

  const answer = attempt(() =>
    route.answer({ world, parameters, query: address.searchParams, headers, address, body }),
  );
  const faults =
    answer.body.kind === 'json'
      ? referee.response(operation, route.path, { status: answer.status, value: sent(answer.body.value) })
      : [];
  if (faults.length > 0) return ourFault(world, faults.join('\n'));
  return { ...answer, headers: { ...acceptedPermissions(route.needs), ...answer.headers } };
}

function requestProblems(operation: Operation, path: string, body: unknown): string[] {
  if (body !== undefined) return referee.request(operation, path, body);
  return operation.requestBody?.required === true ? ['nil is not an object.'] : [];
}

/** Refusals of a route pass the referee as well: GitHub describes their shape, too. */
function attempt(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return json(error.body, error.status, error.headers);
    throw error;
  }
}

/** The value as it goes over the wire, where what is undefined is not there. */
function sent(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function ourFault(world: World, violation: string): Answer {
  world.violations.push(violation);
  return json({ message: `The GitHub double is at fault. ${violation}` }, OUR_FAULT);
}

function readBody({ method, text }: Incoming): unknown {
  if (method === 'GET' || text === '') return undefined;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw badRequest('Problems parsing JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest('Body should be a JSON object');
  }
  return body;
}
