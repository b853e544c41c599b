import type { PullRequest } from '../core/pull-request.ts';
import { readInput } from '../core/settings/parse.ts';
import type { Inputs } from '../core/settings/settings.ts';
import { SETTINGS } from '../core/settings/table.ts';
import { ReviewError } from '../errors.ts';
import type { Repository } from '../ports.ts';

/**
 * The text of the configuration file at the base revision, so that a pull request cannot rewrite its own
 * reviewer; null when there is none. A file that is there and cannot be read stops the run: reviewing under
 * other rules than the ones written down would be worse than not reviewing.
 */
export async function readConfig(
  repository: Repository,
  { pull, inputs }: { readonly pull: PullRequest; readonly inputs: Inputs },
): Promise<string | null> {
  const path = readInput(SETTINGS.config, inputs);
  const answer = (await repository.read(pull.base.sha, [path])).get(path);
  if (answer?.kind === 'text') return answer.text;
  if (answer?.missing === true && path === SETTINGS.config.default) return null;
  const reason = answer?.reason ?? 'it was not read';
  throw new ReviewError('CONFIG_INVALID', `The configuration ${path} cannot be used: ${reason}.`, {
    remedy: 'Name a file that is on the base branch with the input config, or leave the input out.',
  });
}
