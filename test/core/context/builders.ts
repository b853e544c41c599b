import type { FilePatch } from '../../../src/core/diff/diff.ts';
import { parseDiff } from '../../../src/core/diff/parse.ts';
import { modelProfile } from '../../../src/core/model/models.ts';
import type { ModelProfile } from '../../../src/core/model/profile.ts';
import type { PullRequest } from '../../../src/core/pull-request.ts';
import { parseSettings } from '../../../src/core/settings/parse.ts';
import type { Inputs, Settings } from '../../../src/core/settings/settings.ts';

export const BASE_SHA = 'b'.repeat(40);
export const HEAD_SHA = 'a'.repeat(40);

export const KIMI: ModelProfile = modelProfile('kimi-k2.6', 'moonshot');

export function settingsWith(config = '', inputs: Inputs = {}): Settings {
  return parseSettings(inputs, config === '' ? null : config);
}

export function pullWith(changes: Partial<PullRequest> = {}): PullRequest {
  return {
    number: 7,
    title: 'Charge in cents',
    body: 'Prices are integers now.',
    author: 'ada',
    authorIsBot: false,
    state: 'open',
    isDraft: false,
    isLocked: false,
    isFork: false,
    labels: [],
    base: { ref: 'main', sha: BASE_SHA, repository: 'acme/shop' },
    head: { ref: 'cents', sha: HEAD_SHA, repository: 'acme/shop' },
    additions: 1,
    deletions: 1,
    changedFiles: 1,
    url: 'https://github.example/acme/shop/pull/7',
    ...changes,
  };
}

/** A patch of one modified file; each hunk is its header numbers and its lines, sign first. */
export function patchOf(
  path: string,
  ...hunks: readonly { at: number; lines: readonly string[] }[]
): FilePatch {
  const body = hunks.flatMap(({ at, lines }) => {
    const old = lines.filter((line) => !line.startsWith('+')).length;
    const now = lines.filter((line) => !line.startsWith('-')).length;
    return [`@@ -${at},${old} +${at},${now} @@`, ...lines];
  });
  const text = [`diff --git a/${path} b/${path}`, `--- a/${path}`, `+++ b/${path}`, ...body, ''].join('\n');
  const { patches, problems } = parseDiff(text);
  const [patch] = patches;
  if (patch === undefined) throw new Error(`The diff of a test does not parse: ${problems.join('; ')}`);
  return patch;
}

/** A patch that replaces one line at `at`. */
export function editOf(path: string, at = 1, texts: { old?: string; now?: string } = {}): FilePatch {
  return patchOf(path, { at, lines: [`-${texts.old ?? 'old'}`, `+${texts.now ?? 'new'}`] });
}
