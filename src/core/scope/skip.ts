import picomatch from 'picomatch';
import { ReviewError } from '../../errors.ts';
import type { PullRequest } from '../pull-request.ts';
import type { Settings, SkipRules } from '../settings/settings.ts';
import type { Trigger } from '../trigger/trigger.ts';

/**
 * Why a pull request is not reviewed, in one sentence that names the rule, the value and the setting to
 * change; null when it is. The rules bind automatic runs. A person's dispatch overrides them all, save for a
 * pull request that is closed and locked: nobody is meant to write there any more.
 */
export function skipReason(pull: PullRequest, settings: Settings, trigger: Trigger): string | null {
  if (!trigger.automatic) {
    return pull.state === 'closed' && pull.isLocked
      ? `Pull request #${pull.number} is closed and its conversation is locked; unlock the conversation to have it reviewed.`
      : null;
  }
  const rules = [stateRule, draftRule, markerRule, authorRule, titleRule, labelRule, branchRule];
  for (const rule of rules) {
    const reason = rule(pull, settings.skip);
    if (reason !== null) return reason;
  }
  return null;
}

type Rule = (pull: PullRequest, skip: SkipRules) => string | null;

const stateRule: Rule = (pull) => {
  if (pull.state === 'closed') {
    return `Pull request #${pull.number} is closed; reopen it, or run the workflow by hand with its number.`;
  }
  return pull.isLocked
    ? `The conversation of pull request #${pull.number} is locked; unlock it, or run the workflow by hand with its number.`
    : null;
};

const draftRule: Rule = (pull, skip) =>
  skip.drafts && pull.isDraft
    ? `Pull request #${pull.number} is a draft; mark it ready for review, or set skip.drafts to false.`
    : null;

/**
 * The author's own way out: a line of the description that holds nothing but `kimi-review: skip`, in any
 * case, bare or as the comment `<!-- kimi-review: skip -->`. A mention within a sentence does not count.
 */
const OPT_OUT_LINES: ReadonlySet<string> = new Set(['kimi-review: skip', '<!-- kimi-review: skip -->']);

const markerRule: Rule = (pull) =>
  pull.body.split('\n').some((line) => OPT_OUT_LINES.has(line.trim().toLowerCase()))
    ? 'The description says "kimi-review: skip"; remove that line to have it reviewed.'
    : null;

const authorRule: Rule = (pull, skip) => {
  const author = pull.author.toLowerCase();
  if (skip.authors.some((login) => login.toLowerCase() === author)) {
    return `The author ${pull.author} is listed in skip.authors; remove the name to have it reviewed.`;
  }
  return skip.bots && pull.authorIsBot
    ? `The author ${pull.author} is a bot; set skip.bots to false to have it reviewed.`
    : null;
};

const titleRule: Rule = (pull, skip) => {
  const pattern = skip.titles.find((source) => titlePattern(source).test(pull.title));
  return pattern === undefined
    ? null
    : `The title ${JSON.stringify(pull.title)} matches skip.titles: ${pattern}; change the title or the pattern.`;
};

/** Patterns come from the base revision, so a stranger can choose the title but not the expression. */
function titlePattern(source: string): RegExp {
  try {
    return new RegExp(source, 'i');
  } catch (cause) {
    throw new ReviewError('CONFIG_INVALID', `skip.titles: ${source} is not a regular expression.`, { cause });
  }
}

const labelRule: Rule = (pull, skip) => {
  const labels = new Set(pull.labels.map((label) => label.toLowerCase()));
  const unwanted = skip.labels.find((label) => labels.has(label.toLowerCase()));
  if (unwanted !== undefined) {
    return `The label ${unwanted} is listed in skip.labels; remove the label to have it reviewed.`;
  }
  if (skip.requireLabels.length === 0) return null;
  return skip.requireLabels.some((label) => labels.has(label.toLowerCase()))
    ? null
    : `No label of skip.require-labels is set (${skip.requireLabels.join(', ')}); add one to have it reviewed.`;
};

const branchRule: Rule = (pull, skip) => {
  const { baseBranches, headBranches } = skip;
  if (baseBranches.length > 0 && !baseBranches.some((glob) => branchMatches(glob, pull.base.ref))) {
    return `The base branch ${pull.base.ref} matches none of skip.base-branches (${baseBranches.join(', ')}); add it there to have it reviewed.`;
  }
  const glob = headBranches.find((candidate) => branchMatches(candidate, pull.head.ref));
  return glob === undefined
    ? null
    : `The head branch ${pull.head.ref} matches skip.head-branches: ${glob}; change the pattern to have it reviewed.`;
};

function branchMatches(glob: string, branch: string): boolean {
  return picomatch.isMatch(branch, glob, { dot: true });
}
