import { type Change, countLines, type FileChange } from '../change.ts';
import { type Answer, bytes, type Call, json, parameter, type Route, wants } from '../exchange.ts';
import { commitFaces } from '../faces/commit.ts';
import { fileFace } from '../faces/file.ts';
import { pullFace } from '../faces/pull.ts';
import type { Limits } from '../options.ts';
import { linkHeader, onPage, pageOf } from '../paging.ts';
import type { PullRecord } from '../records.ts';
import { diffTooLarge, notFound } from '../refusals.ts';
import { changeOf, commitsOf, findPull } from '../world.ts';

const PULL = '/repos/{owner}/{repo}/pulls/{pull_number}';
const READ = { level: 'read', anyOf: ['pull-requests'] } as const;

export const pullRoutes: readonly Route[] = [
  { method: 'GET', path: PULL, needs: READ, answer: readPull },
  { method: 'GET', path: `${PULL}/files`, needs: READ, answer: listFiles },
  { method: 'GET', path: `${PULL}/commits`, needs: READ, answer: listCommits },
];

/** The pull request a path names; 404 for what is not a number, too. */
export function pullOf(call: Call, name = 'pull_number'): PullRecord {
  const number = parameter(call, name);
  if (!/^\d+$/.test(number)) throw notFound();
  return findPull(call.world, Number(number));
}

function readPull(call: Call): Answer {
  const pull = pullOf(call);
  if (wants(call, 'diff')) {
    return diffAnswer(changeOf(call.world, pull), call.world.limits);
  }
  if (wants(call, 'patch')) {
    const range = `${changeOf(call.world, pull).mergeBaseSha}..${pull.headSha}`;
    const mails = call.world.git.bytes(['format-patch', '--stdout', range]);
    return bytes(mails, 'application/vnd.github.patch; charset=utf-8');
  }
  return json(pullFace(call.world, pull));
}

/** The bytes git printed, or GitHub's 406. */
export function diffAnswer(change: Change, limits: Limits): Answer {
  if (change.files.length > limits.diffFiles) throw diffTooLarge('files', limits.diffFiles);
  if (countLines(change.diff) > limits.diffLines) throw diffTooLarge('lines', limits.diffLines);
  if (change.diff.length > limits.diffBytes) throw diffTooLarge('bytes', limits.diffBytes);
  return bytes(change.diff, 'application/vnd.github.diff; charset=utf-8');
}

function listFiles(call: Call): Answer {
  const pull = pullOf(call);
  const { limits } = call.world;
  const files = changeOf(call.world, pull).files.slice(0, limits.fileRows);
  const page = pageOf(call.query);
  const rows = fileRows(call, onPage(files, page), pull.headSha);
  return json(rows, 200, linkHeader(call.address, page, files.length));
}

/**
 * The trap: once the patches of one answer add up to about 20,000 lines, later rows carry zero counts and no
 * patch, without a marker. A smaller page gives the true row.
 */
export function fileRows(call: Call, files: readonly FileChange[], headSha: string): unknown[] {
  let patchLines = 0;
  return files.map((file) => {
    const lines = file.patch === null ? 0 : countLines(file.patch) + 1;
    const isZeroed = patchLines > 0 && patchLines + lines > call.world.limits.answerPatchLines;
    // Later rows stay zeroed, however small they are.
    patchLines = isZeroed ? Number.POSITIVE_INFINITY : patchLines + lines;
    return fileFace(call.world, file, { headSha, isZeroed });
  });
}

function listCommits(call: Call): Answer {
  const pull = pullOf(call);
  const shas = commitsOf(call.world, pull).slice(0, call.world.limits.pullCommits);
  const page = pageOf(call.query);
  return json(commitFaces(call.world, onPage(shas, page)), 200, linkHeader(call.address, page, shas.length));
}
