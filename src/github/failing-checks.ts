import * as z from 'zod';
import type { Checks, FailingCheck, Sha } from '../core/pull-request.ts';
import type { AnswerPath, Refused } from './ask-in-part.ts';

const ALIAS = 'headCommit';

/**
 * Checks and statuses of the last commit, to stand in a query of the pull request. Which run of which workflow a
 * check belongs to is not asked: that would need one more permission.
 */
export const CHECK_FIELDS = `
  ${ALIAS}: commits(last: 1) {
    nodes {
      commit {
        oid
        statusCheckRollup {
          state
          contexts(first: 100) {
            totalCount
            nodes {
              __typename
              ... on CheckRun {
                name conclusion title summary
                annotations(first: 10) { nodes { path annotationLevel message location { start { line } } } }
              }
              ... on StatusContext { context state description }
            }
          }
        }
      }
    }
  }`;

const ANNOTATION = z.object({
  path: z.string(),
  annotationLevel: z.string().nullable(),
  message: z.string(),
  location: z.object({ start: z.object({ line: z.number() }) }),
});

const CHECK_RUN = z.object({
  __typename: z.literal('CheckRun'),
  name: z.string(),
  conclusion: z.string().nullable(),
  title: z.string().nullable(),
  summary: z.string().nullable(),
  annotations: z.object({ nodes: z.array(ANNOTATION.nullable()).nullable() }).nullable(),
});

const STATUS = z.object({
  __typename: z.literal('StatusContext'),
  context: z.string(),
  state: z.string(),
  description: z.string().nullable(),
});

const ROLLUP = z.object({
  state: z.string(),
  contexts: z.object({
    totalCount: z.number(),
    nodes: z.array(z.discriminatedUnion('__typename', [CHECK_RUN, STATUS]).nullable()).nullable(),
  }),
});

export const CHECKS_SHAPE = z
  .object({
    nodes: z
      .array(
        z.object({ commit: z.object({ oid: z.string(), statusCheckRollup: ROLLUP.nullish() }) }).nullable(),
      )
      .nullable(),
  })
  .nullish();

export function isCheckPath([, , part]: AnswerPath): boolean {
  return part === ALIAS;
}

const FAILED = ['FAILURE', 'TIMED_OUT', 'STARTUP_FAILURE', 'ERROR'];

/** What failed on `head`; nothing when a newer commit is there by now. */
export function checksFrom(
  answer: z.infer<typeof CHECKS_SHAPE>,
  head: Sha,
  refused: readonly Refused[],
): Checks {
  const commit = answer?.nodes?.at(-1)?.commit;
  const rollup = commit?.oid === head ? commit.statusCheckRollup : null;
  const failing = (rollup?.contexts.nodes ?? []).flatMap((node) => (node === null ? [] : failureIn(node)));
  return { failing, refused: refusalOf(rollup ?? null, refused) };
}

/** Where all is well as a whole, nothing that failed was kept from us. */
function refusalOf(rollup: z.infer<typeof ROLLUP> | null, refused: readonly Refused[]): string | null {
  if (rollup !== null && !FAILED.includes(rollup.state)) return null;
  const message = refused.find(({ path }) => isCheckPath(path))?.message;
  if (message === undefined) {
    const { nodes, totalCount } = rollup?.contexts ?? { nodes: [], totalCount: 0 };
    const read = nodes?.length ?? 0;
    return totalCount > read ? `only the first ${read} of ${totalCount} were asked for` : null;
  }
  return `${message} (the token needs ${rollup === null ? 'checks: read' : 'checks: read and statuses: read'})`;
}

function failureIn(node: z.infer<typeof CHECK_RUN> | z.infer<typeof STATUS>): FailingCheck[] {
  if (node.__typename === 'StatusContext') {
    if (!FAILED.includes(node.state)) return [];
    return [{ name: node.context, title: node.description ?? '', summary: '', places: [] }];
  }
  if (!FAILED.includes(node.conclusion ?? '')) return [];
  const places = (node.annotations?.nodes ?? []).flatMap((annotation) =>
    annotation === null || annotation.annotationLevel !== 'FAILURE'
      ? []
      : { path: annotation.path, line: annotation.location.start.line, message: annotation.message },
  );
  return [{ name: node.name, title: node.title ?? '', summary: node.summary ?? '', places }];
}
