import { readFileSync } from 'node:fs';
import { getInput } from '@actions/core';
import * as z from 'zod';
import type { Inputs } from '../core/settings/settings.ts';
import type { RunnerEvent } from '../core/trigger/trigger.ts';
import { ReviewError } from '../errors.ts';

/** What GitHub's runner tells a step through its environment, decoded once. */
export type Runner = {
  readonly event: RunnerEvent;
  /** `owner/name` of the repository the workflow runs in: the only one this run may post to. */
  readonly repository: string;
  /** REST root, without a trailing slash; differs on GitHub Enterprise Server. */
  readonly apiUrl: string;
  /** The page of this workflow run, for the check's details link; null outside a runner. */
  readonly runUrl: string | null;
  /** Where the checkout is, if there is one. */
  readonly workspace: string;
  /** A folder for files that other steps may pick up. */
  readonly temporary: string;
};

const environment = z.object({
  GITHUB_EVENT_NAME: z.string().min(1),
  GITHUB_REPOSITORY: z.string().regex(/^[^/\s]+\/[^/\s]+$/, 'is not of the form owner/name'),
  GITHUB_API_URL: z.url().default('https://api.github.com'),
  GITHUB_SERVER_URL: z.url().default('https://github.com'),
  GITHUB_EVENT_PATH: z.string().optional(),
  GITHUB_RUN_ID: z.string().optional(),
  GITHUB_WORKSPACE: z.string().optional(),
  RUNNER_TEMP: z.string().optional(),
});

/** Reads the runner's variables and the event file. Throws `EVENT_UNSUPPORTED` naming what is missing. */
export function readRunner(variables: NodeJS.ProcessEnv): Runner {
  const decoded = environment.safeParse(variables);
  if (!decoded.success) {
    const names = decoded.error.issues.map((problem) => problem.path.join('.')).join(', ');
    throw new ReviewError(
      'EVENT_UNSUPPORTED',
      `Not started by a GitHub runner: ${names} missing or malformed.`,
      {
        remedy:
          'Use it as a step of a workflow (examples/kimi-review.yml), or on a local branch with: kimi-review review.',
      },
    );
  }
  const values = decoded.data;
  const runId = values.GITHUB_RUN_ID;
  return {
    event: { name: values.GITHUB_EVENT_NAME, payload: readPayload(values.GITHUB_EVENT_PATH) },
    repository: values.GITHUB_REPOSITORY,
    apiUrl: values.GITHUB_API_URL.replace(/\/+$/, ''),
    runUrl:
      runId === undefined
        ? null
        : `${values.GITHUB_SERVER_URL}/${values.GITHUB_REPOSITORY}/actions/runs/${runId}`,
    workspace: values.GITHUB_WORKSPACE ?? '.',
    temporary: values.RUNNER_TEMP ?? '.',
  };
}

/** All inputs by name; an input that was not given is the empty string. */
export function readInputs(names: readonly string[]): Inputs {
  return Object.fromEntries(names.map((name) => [name, getInput(name)]));
}

function readPayload(path: string | undefined): unknown {
  if (path === undefined || path === '') return {};
  try {
    const payload: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return payload;
  } catch (cause) {
    throw new ReviewError(
      'EVENT_UNSUPPORTED',
      `The event file GITHUB_EVENT_PATH=${path} is not readable JSON.`,
      {
        cause,
      },
    );
  }
}
