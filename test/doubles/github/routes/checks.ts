import { z } from 'zod';
import { type Answer, type Call, json, parameter, type Route } from '../exchange.ts';
import { checkFace } from '../faces/check.ts';
import { repositoryUrl, urlPath } from '../faces/places.ts';
import { commitSha } from '../git.ts';
import { linkHeader, onPage, pageAnswer, pageOf } from '../paging.ts';
import type { Annotation, CheckRun } from '../records.ts';
import { invalidRequest, notFound, unprocessableMessage } from '../refusals.ts';

const CHECKS = '/repos/{owner}/{repo}/check-runs';
const CHECK = `${CHECKS}/{check_run_id}`;
const READ = { level: 'read', anyOf: ['checks'] } as const;
const WRITE = { level: 'write', anyOf: ['checks'] } as const;
const CREATED = 201;
/** GitHub's words for the three limits that its OpenAPI description tells in prose only. */
const TITLE_CHARACTERS_MAX = 255;
const MESSAGE_BYTES_MAX = 65_536;

export const checkRoutes: readonly Route[] = [
  { method: 'POST', path: CHECKS, needs: WRITE, answer: postCheck },
  { method: 'GET', path: CHECK, needs: READ, answer: (call) => json(checkFace(call.world, checkOf(call))) },
  { method: 'PATCH', path: CHECK, needs: WRITE, answer: editCheck },
  { method: 'GET', path: `${CHECK}/annotations`, needs: READ, answer: listAnnotations },
  { method: 'GET', path: '/repos/{owner}/{repo}/commits/{ref}/check-runs', needs: READ, answer: listForRef },
];

const annotation = z.object({
  path: z.string(),
  start_line: z.number(),
  end_line: z.number(),
  start_column: z.number().optional(),
  end_column: z.number().optional(),
  annotation_level: z.enum(['notice', 'warning', 'failure']),
  message: z.string(),
  title: z.string().optional(),
  raw_details: z.string().optional(),
});

const output = z.object({
  title: z.string().optional(),
  summary: z.string(),
  text: z.string().optional(),
  annotations: z.array(annotation).optional(),
});

const checkBody = z.object({
  name: z.string().optional(),
  head_sha: z.string().optional(),
  status: z.string().optional(),
  conclusion: z.string().optional(),
  started_at: z.string().optional(),
  completed_at: z.string().optional(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  output: output.optional(),
});

type CheckBody = z.infer<typeof checkBody>;

function postCheck(call: Call): Answer {
  const payload = checkBody.parse(call.body);
  const sha = payload.head_sha ?? '';
  if (commitSha(call.world.git, sha) !== sha) throw unprocessableMessage(`No commit found for SHA: ${sha}`);
  if (payload.status === 'completed' && payload.conclusion === undefined) {
    throw invalidRequest('"conclusion" wasn\'t supplied.');
  }
  checkLengths(payload);
  const check: CheckRun = {
    id: call.world.nextId(),
    name: payload.name ?? '',
    headSha: sha,
    status: 'queued',
    conclusion: null,
    startedAt: call.world.now(),
    completedAt: null,
    detailsUrl: null,
    externalId: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
  };
  change(call, check, payload);
  call.world.checkRuns.push(check);
  return json(checkFace(call.world, check), CREATED);
}

function editCheck(call: Call): Answer {
  const check = checkOf(call);
  const payload = checkBody.parse(call.body);
  checkLengths(payload);
  change(call, check, payload);
  return json(checkFace(call.world, check));
}

/** A conclusion completes the check by itself. Annotations are added to those that stand. */
function change(call: Call, check: CheckRun, payload: CheckBody): void {
  check.name = payload.name ?? check.name;
  check.status = payload.conclusion === undefined ? (payload.status ?? check.status) : 'completed';
  check.conclusion = payload.conclusion ?? check.conclusion;
  check.startedAt = payload.started_at ?? check.startedAt;
  check.completedAt =
    payload.completed_at ?? (payload.conclusion === undefined ? check.completedAt : call.world.now());
  check.detailsUrl = payload.details_url ?? check.detailsUrl;
  check.externalId = payload.external_id ?? check.externalId;
  if (payload.output === undefined) return;
  check.title = payload.output.title ?? check.title;
  check.summary = payload.output.summary;
  check.text = payload.output.text ?? check.text;
  check.annotations.push(...(payload.output.annotations ?? []));
}

function checkLengths({ output: said }: CheckBody): void {
  const problems = (said?.annotations ?? []).flatMap(annotationProblems);
  if ((said?.title ?? '').length > TITLE_CHARACTERS_MAX) {
    problems.push(`title is too long (maximum is ${TITLE_CHARACTERS_MAX} characters)`);
  }
  if (problems.length > 0) throw invalidRequest(...problems);
}

function annotationProblems(entry: Annotation): string[] {
  const isOneLine = entry.start_line === entry.end_line;
  const hasColumns = entry.start_column !== undefined || entry.end_column !== undefined;
  return [
    ...(entry.message === '' ? ["message can't be blank"] : []),
    ...(Buffer.byteLength(entry.message) > MESSAGE_BYTES_MAX
      ? ['message is too long (maximum is 64 KB)']
      : []),
    ...(Buffer.byteLength(entry.raw_details ?? '') > MESSAGE_BYTES_MAX
      ? ['raw_details is too long (maximum is 64 KB)']
      : []),
    ...((entry.title ?? '').length > TITLE_CHARACTERS_MAX
      ? [`title is too long (maximum is ${TITLE_CHARACTERS_MAX} characters)`]
      : []),
    ...(entry.start_line < 1 || entry.end_line < entry.start_line
      ? ['end_line must not precede start_line']
      : []),
    ...(hasColumns && !isOneLine
      ? ['columns are allowed only when start_line and end_line are the same']
      : []),
  ];
}

function checkOf(call: Call): CheckRun {
  const id = Number(parameter(call, 'check_run_id'));
  const check = call.world.checkRuns.find((candidate) => candidate.id === id);
  if (check === undefined) throw notFound();
  return check;
}

function listAnnotations(call: Call): Answer {
  const check = checkOf(call);
  return pageAnswer(call, check.annotations, (entry) => ({
    start_column: null,
    end_column: null,
    title: null,
    raw_details: null,
    ...entry,
    blob_href: `${repositoryUrl(call.world)}/git/blobs/${check.headSha}/${urlPath(entry.path)}`,
  }));
}

function listForRef(call: Call): Answer {
  const sha = commitSha(call.world.git, parameter(call, 'ref'));
  if (sha === null) throw notFound();
  const checks = call.world.checkRuns.filter(
    (check) => check.headSha === sha && (call.query.get('check_name') ?? check.name) === check.name,
  );
  const page = pageOf(call.query);
  const faces = onPage(checks, page).map((check) => checkFace(call.world, check));
  return json(
    { total_count: checks.length, check_runs: faces },
    200,
    linkHeader(call.address, page, checks.length),
  );
}
