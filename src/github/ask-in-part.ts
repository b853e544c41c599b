import * as z from 'zod';
import type { Api } from './octokit.ts';

/** Where in the answer something is missing, as GraphQL names it: `['repository', 'pullRequest', 'comments']`. */
export type AnswerPath = readonly (string | number)[];

export type Refused = { readonly path: AnswerPath; readonly type: string; readonly message: string };

/**
 * A query of which some parts may be refused: GitHub then answers with the rest, and with an error for each. An error
 * elsewhere is thrown as it came, since what is missing there is needed.
 */
export async function askInPart(
  api: Api,
  query: { readonly text: string; readonly variables: Readonly<Record<string, unknown>> },
  mayMiss: (path: AnswerPath) => boolean,
): Promise<{ readonly data: unknown; readonly refused: readonly Refused[] }> {
  try {
    return { data: await api.octokit.graphql(query.text, query.variables), refused: [] };
  } catch (error) {
    const partial = PARTIAL_ANSWER.safeParse(error);
    if (!partial.success || !partial.data.errors.every(({ path }) => mayMiss(path))) throw error;
    return { data: partial.data.data, refused: partial.data.errors };
  }
}

const PARTIAL_ANSWER = z.object({
  name: z.literal('GraphqlResponseError'),
  data: z.record(z.string(), z.unknown()),
  errors: z.array(
    z.object({
      path: z.array(z.union([z.string(), z.number()])),
      type: z.string().default('ERROR'),
      message: z.string(),
    }),
  ),
});
