import type { Checks, FailingCheck } from '../pull-request.ts';
import { CHECK_NAME } from '../report/check-run.ts';

/** The failed checks but our own, whose verdict on an earlier look says nothing about the change. */
export function failingOthers({ failing, refused }: Checks): {
  readonly failing: readonly FailingCheck[];
  readonly notes: readonly string[];
} {
  const notes = refused === null ? [] : [`Failing checks were not all read: ${refused}.`];
  return { failing: failing.filter(({ name }) => name !== CHECK_NAME), notes };
}
