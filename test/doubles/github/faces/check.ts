import { filled } from '../description.ts';
import type { CheckRun } from '../records.ts';
import type { World } from '../world.ts';
import { htmlUrl, repositoryUrl } from './places.ts';

export function checkFace(world: World, check: CheckRun): Record<string, unknown> {
  const url = `${repositoryUrl(world)}/check-runs/${check.id}`;
  return filled('check-run', {
    id: check.id,
    node_id: `CR_${check.id}`,
    name: check.name,
    head_sha: check.headSha,
    external_id: check.externalId ?? '',
    url,
    html_url: checkHtmlUrl(world, check),
    details_url: check.detailsUrl ?? checkHtmlUrl(world, check),
    status: check.status,
    conclusion: check.conclusion,
    started_at: check.startedAt,
    completed_at: check.completedAt,
    output: {
      title: check.title,
      summary: check.summary,
      text: check.text,
      annotations_count: check.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: 1 },
    app: null,
    pull_requests: [],
  });
}

function checkHtmlUrl(world: World, check: CheckRun): string {
  return `${htmlUrl(world)}/runs/${check.id}`;
}
