import { mayDo } from '../door.ts';
import type { Annotation, CheckRun, CommitStatus } from '../records.ts';
import type { World } from '../world.ts';
import { type ConnectionArguments, connection } from './connection.ts';
import { accessForbidden } from './trouble.ts';

/**
 * The checks and statuses of a commit as one list, the newest of each name. A token that may read neither is refused
 * the list; one that may read only one kind is refused the other kind's entries, each by itself.
 */
export function rollupNode(world: World, sha: string): Record<string, unknown> | null {
  const may = {
    checks: mayDo(world, { level: 'read', anyOf: ['checks'] }),
    statuses: mayDo(world, { level: 'read', anyOf: ['statuses'] }),
  };
  if (!may.checks && !may.statuses) throw accessForbidden();
  const runs = newest(
    world.checkRuns.filter(({ headSha }) => headSha === sha),
    ({ name }) => name,
  );
  const statuses = newest(
    world.statuses.filter((status) => status.sha === sha),
    ({ context }) => context,
  );
  if (runs.length + statuses.length === 0) return null;
  const nodes = [
    ...runs.map((run) => (may.checks ? checkRunNode(run) : accessForbidden())),
    ...statuses.map((status) => (may.statuses ? statusNode(status) : accessForbidden())),
  ];
  return {
    __typename: 'StatusCheckRollup',
    id: `SCR_${sha}`,
    state: stateOf(runs, statuses),
    // graphql-js reads an error value as thrown at its place in the list.
    contexts: (asked: ConnectionArguments) => connection('contexts', nodes, (node) => node)(asked),
  };
}

function newest<Item>(items: readonly Item[], nameOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [nameOf(item), item])).values()];
}

const FAILED_CONCLUSIONS = ['failure', 'timed_out', 'startup_failure', 'cancelled', 'action_required'];

/** One failure outweighs all else, then whatever is not done. */
function stateOf(runs: readonly CheckRun[], statuses: readonly CommitStatus[]): string {
  const states = statuses.map(({ state }) => state);
  const failed = runs.some(({ conclusion }) => FAILED_CONCLUSIONS.includes(conclusion ?? ''));
  if (failed || states.includes('failure')) return 'FAILURE';
  if (states.includes('error')) return 'ERROR';
  const waits = runs.some(({ status }) => status !== 'completed') || states.includes('pending');
  return waits ? 'PENDING' : 'SUCCESS';
}

function checkRunNode(run: CheckRun): Record<string, unknown> {
  return {
    __typename: 'CheckRun',
    id: `CR_${run.id}`,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    title: run.title,
    summary: run.summary,
    text: run.text,
    detailsUrl: run.detailsUrl,
    annotations: connection('annotations', run.annotations, annotationNode),
  };
}

function annotationNode(annotation: Annotation): Record<string, unknown> {
  const place = (line: number, column: number | undefined) => ({ line, column: column ?? null });
  return {
    __typename: 'CheckAnnotation',
    path: annotation.path,
    annotationLevel: annotation.annotation_level.toUpperCase(),
    message: annotation.message,
    title: annotation.title ?? null,
    rawDetails: annotation.raw_details ?? null,
    location: {
      start: place(annotation.start_line, annotation.start_column),
      end: place(annotation.end_line, annotation.end_column),
    },
  };
}

function statusNode(status: CommitStatus): Record<string, unknown> {
  return {
    __typename: 'StatusContext',
    id: `SC_${status.context}`,
    context: status.context,
    state: status.state.toUpperCase(),
    description: status.description,
    targetUrl: null,
  };
}
