import type { GitHubOptions } from '../github/octokit.ts';
import { type Access, type Permissions, probePermissions } from '../github/permissions.ts';
import type { Check } from './doctor-check.ts';

/** What the token may do, as far as reading tells; what only a write would show is said to be unknown. */
export async function checkGitHub(options: GitHubOptions): Promise<Check[]> {
  const permissions = await probePermissions(options);
  const name = options.repository;
  switch (permissions.repository) {
    case 'refused':
      return [
        wrong(
          'github',
          `GitHub does not accept the token for ${name}.`,
          'Check GITHUB_TOKEN: it may have expired.',
        ),
      ];
    case 'missing':
      return [
        wrong(
          'github',
          `There is no repository ${name} for this token.`,
          'Check the name, and that the token covers the repository.',
        ),
      ];
    case 'unreachable':
      return [
        wrong('github', `${options.apiUrl} cannot be reached.`, 'Check proxy, firewall and GITHUB_API_URL.'),
      ];
    case 'readable':
      return [
        reading('contents', permissions.contents, 'contents: read', 'reading code'),
        writing(
          reading('pulls', permissions.pullRequests, 'pull-requests: write', 'reading pull requests'),
          permissions,
        ),
        checking(reading('checks', permissions.checks, 'checks: write', 'reading check runs'), options.token),
      ];
  }
}

function wrong(name: string, text: string, remedy: string): Check {
  return { name, state: 'wrong', text, remedy };
}

function reading(name: string, access: Access, permission: string, feature: string): Check {
  if (access === 'no') return wrong(name, `The token does not allow ${feature}.`, `Grant ${permission}.`);
  if (access === 'unknown')
    return { name, state: 'unknown', text: `Whether it allows ${feature} could not be found out.` };
  return { name, state: 'fine', text: `The token allows ${feature}.` };
}

const WRITING_SCOPES = ['repo', 'public_repo'];

/** Posting needs a write, and only a write shows for certain whether it is allowed. */
function writing(check: Check, { scopes, mayPush }: Permissions): Check {
  if (check.state !== 'fine') return check;
  if (scopes !== null && !scopes.some((scope) => WRITING_SCOPES.includes(scope))) {
    return wrong(
      check.name,
      `${check.text} It may not post reviews: it has no scope repo.`,
      'Make a token with the scope repo.',
    );
  }
  if (scopes !== null || mayPush === true)
    return { ...check, text: `${check.text} Its scopes or role allow posting reviews.` };
  return {
    ...check,
    state: 'unknown',
    text: `${check.text} Whether it may post reviews shows at the first one only.`,
  };
}

// GitHub lets only Apps create check runs; the token of a workflow is one of an App.
const PERSONAL = /^(ghp|gho|github_pat)_/;

function checking(check: Check, token: string): Check {
  if (PERSONAL.test(token)) {
    const text =
      'GitHub lets only Apps create check runs: with this personal token a review has none. The token of a workflow can.';
    return { name: check.name, state: 'warning', text };
  }
  if (check.state !== 'fine') return check;
  return {
    ...check,
    state: 'unknown',
    text: `${check.text} Whether it may create them shows at the first one only.`,
  };
}
