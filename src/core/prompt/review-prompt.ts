import { tokenBudget } from '../budget/budget.ts';
import type { ContextPack } from '../budget/context-pack.ts';
import { compare } from '../context/repository-paths.ts';
import type { Snippet } from '../context/snippet.ts';
import type { ModelProfile } from '../model/profile.ts';
import type { Commit, PullRequest } from '../pull-request.ts';
import type { Settings } from '../settings/settings.ts';
import { messageTokens } from './message-tokens.ts';
import type { Message, ModelRequest } from './request.ts';
import { systemText } from './rules.ts';
import { guidanceSection, patchSection, snippetSection, strangerSection } from './sections.ts';
import { chooseThinking } from './thinking.ts';

/** What every request of a run shares. */
export type Brief = {
  readonly pull: PullRequest;
  readonly commits: readonly Commit[];
  readonly guidance: readonly Snippet[];
  readonly settings: Settings;
  readonly profile: ModelProfile;
  /** Who is asked when the first model cannot answer; null when nobody is. */
  readonly fallback: ModelProfile | null;
  readonly language: string;
};

/**
 * The request for one pack. What changes least stands first, so that the next request, the next run and the
 * next pull request on the same base share the longest prefix: rules, guidance, code around the change, the
 * changed files, the pull request with its commits (every push adds one), its changes, the question.
 */
export function reviewRequest(pack: ContextPack, brief: Brief): ModelRequest {
  const { pull, settings, profile } = brief;
  const messages: readonly Message[] = [
    { role: 'system', content: systemText(brief.language) },
    { role: 'user', content: userSections(pack, brief).join('\n\n') },
  ];
  const promptTokens = messageTokens(messages);
  return {
    name: `review pack ${pack.index} of ${pack.count}`,
    messages,
    thinking: chooseThinking(pack, settings, profile).thinking,
    outputTokensMax: outputRoom(promptTokens, tokenBudget(profile, settings)),
    promptTokens,
    cacheKey: `${pull.base.repository ?? 'unknown'}#${pull.number}`,
  };
}

/** Estimated tokens of a request before any patch or snippet: what the packer must keep free. */
export function fixedTokens(brief: Brief): number {
  const empty: ContextPack = {
    index: COUNT_WIDEST,
    count: COUNT_WIDEST,
    patches: [],
    snippets: [],
    leftOut: [],
    tokens: 0,
  };
  const user = userSections(empty, brief).join('\n\n');
  return messageTokens([
    { role: 'system', content: systemText(brief.language) },
    { role: 'user', content: user },
  ]);
}

/** The widest pack number, for measuring: its digits cost tokens. */
const COUNT_WIDEST = 999;
const BODY_CHARACTERS_MAX = 20_000;
const COMMITS_MAX = 100;
const COMMIT_CHARACTERS_MAX = 2_000;
const OUTPUT_TOKENS_MIN = 1_024;

function outputRoom(
  promptTokens: number,
  budget: { window: number; output: number; margin: number },
): number {
  return Math.max(OUTPUT_TOKENS_MIN, Math.min(budget.output, budget.window - promptTokens - budget.margin));
}

function userSections(pack: ContextPack, brief: Brief): string[] {
  const around = pack.snippets.filter((snippet) => snippet.reason !== 'changed file').toSorted(byPlace);
  const changed = pack.snippets.filter((snippet) => snippet.reason === 'changed file').toSorted(byPlace);
  return [
    ...titled('# Guidance of the repository', brief.guidance.map(guidanceSection)),
    ...titled('# Code around the change', around.map(snippetSection)),
    ...titled('# Changed files, after the change', changed.map(snippetSection)),
    ...pullSections(brief),
    '# Changes to review',
    ...pack.patches.map(patchSection),
    question(pack),
  ];
}

function titled(title: string, sections: readonly string[]): string[] {
  return sections.length === 0 ? [] : [title, ...sections];
}

function pullSections({ pull, commits }: Brief): string[] {
  const messages = commits
    .slice(0, COMMITS_MAX)
    .map((commit) => `- ${shortened(commit.message, COMMIT_CHARACTERS_MAX).replaceAll('\n', '\n  ')}`);
  const more = commits.length > COMMITS_MAX ? [`(${commits.length - COMMITS_MAX} more commits)`] : [];
  return [
    '# Pull request',
    strangerSection('title', pull.title),
    ...(pull.body.trim() === ''
      ? []
      : [strangerSection('description', shortened(pull.body, BODY_CHARACTERS_MAX))]),
    ...(messages.length === 0 ? [] : [strangerSection('commit messages', [...messages, ...more].join('\n'))]),
  ];
}

/** Whole lines, and a word where text is missing. */
function shortened(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text;
  const cut = text.slice(0, charactersMax);
  const end = cut.lastIndexOf('\n');
  return `${end > 0 ? cut.slice(0, end) : cut}\n(shortened)`;
}

function question(pack: ContextPack): string {
  const part =
    pack.count === 1
      ? 'This is the whole change.'
      : `This is part ${pack.index} of ${pack.count} of the change; the other parts are reviewed separately.`;
  return `# Your task\n\n${part} Review it by the rules above and answer in the form given there. Report defects only for lines shown under "Changes to review".`;
}

/** The order does not depend on rank, so that a snippet keeps its place from run to run. */
function byPlace(a: Snippet, b: Snippet): number {
  return compare(a.path, b.path) || compare(a.revision, b.revision) || a.startLine - b.startLine;
}
