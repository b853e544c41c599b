import { holdsFor } from '../scope/path-filter.ts';
import type { HouseRule } from '../settings/settings.ts';

/** The rule a finding comes from; or none, with the reason when the finding names one that cannot be it. */
export type CitedRule =
  | { readonly rule: HouseRule; readonly reason: null }
  | { readonly rule: null; readonly reason: string | null };

/**
 * The rule of the house a finding cites. What the model wrote counts only when it names a rule that holds for
 * the path of the finding: nobody is told of a rule that does not exist.
 */
export function ruleOf(
  cited: { readonly id: string | null; readonly path: string },
  rules: readonly HouseRule[],
): CitedRule {
  const id = bareId(cited.id ?? '');
  const rule = rules.find((each) => each.id.toLowerCase() === id.toLowerCase());
  if (rule === undefined && NO_RULE.test(id)) return { rule: null, reason: null };
  const shown = id.slice(0, ID_CHARACTERS_SHOWN);
  if (rule === undefined) return { rule: null, reason: `it cites the rule ${shown}, which does not exist` };
  if (!holdsFor(rule.paths)(cited.path)) {
    return { rule: null, reason: `it cites the rule ${rule.id}, which does not hold for ${cited.path}` };
  }
  return { rule, reason: null };
}

const ID_CHARACTERS_SHOWN = 60;
const WRITTEN_CHARACTERS_MAX = 200;
/** How models fill a field that has nothing to say. */
const NO_RULE = /^(?:none|null|n\/a|-*)$/i;

/** The first word, without what people put around a name: quotes, backticks, brackets, a full stop. */
function bareId(written: string): string {
  const [word = ''] = written.trim().slice(0, WRITTEN_CHARACTERS_MAX).split(/\s/);
  return word.replace(/^["'`<[(*]+/, '').replace(/["'`>\])*.,:;]+$/, '');
}
