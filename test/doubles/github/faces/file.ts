import type { FileChange } from '../change.ts';
import { filled } from '../description.ts';
import type { World } from '../world.ts';
import { htmlUrl, repositoryUrl, urlPath } from './places.ts';

/** One row of a files listing. `isZeroed`: past the patch lines one answer may hold. */
export function fileFace(
  world: World,
  file: FileChange,
  { headSha, isZeroed }: { headSha: string; isZeroed: boolean },
): Record<string, unknown> {
  const at = urlPath(file.path);
  const { additions, deletions } = isZeroed ? { additions: 0, deletions: 0 } : file;
  const patch = isZeroed ? null : file.patch;
  return filled('diff-entry', {
    sha: file.blobSha,
    filename: file.path,
    status: file.status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${htmlUrl(world)}/blob/${headSha}/${at}`,
    raw_url: `${htmlUrl(world)}/raw/${headSha}/${at}`,
    contents_url: `${repositoryUrl(world)}/contents/${at}?ref=${headSha}`,
    ...(patch === null ? {} : { patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  });
}
