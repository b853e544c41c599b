import type { Route } from './exchange.ts';
import { checkRoutes } from './routes/checks.ts';
import { codeRoutes } from './routes/code.ts';
import { contentsRoutes } from './routes/contents.ts';
import { issueCommentRoutes } from './routes/issue-comments.ts';
import { pullRoutes } from './routes/pulls.ts';
import { reviewCommentRoutes } from './routes/review-comments.ts';
import { reviewRoutes } from './routes/reviews.ts';

export type Found = { readonly route: Route; readonly parameters: Readonly<Record<string, string>> };

/** Parameters that may hold slashes. */
const LONG = new Set(['path', 'basehead', 'ref']);

/** The fixed parts of a path win over parameters, so the longer templates are tried first. */
const ROUTES = [
  ...pullRoutes,
  ...reviewRoutes,
  ...reviewCommentRoutes,
  ...issueCommentRoutes,
  ...checkRoutes,
  ...contentsRoutes,
  ...codeRoutes,
].map((route) => ({ route, pattern: patternOf(route.path) }));

/** Null when GitHub has no such address, or this double does not answer it: both are a 404. */
export function findRoute(method: string, path: string): Found | null {
  for (const { route, pattern } of ROUTES) {
    const match = route.method === method ? pattern.exec(path) : null;
    const parameters = match === null ? null : decoded(match.groups ?? {});
    if (parameters !== null) return { route, parameters };
  }
  return null;
}

function patternOf(template: string): RegExp {
  const source = template.replace(/\{(\w+)\}/g, (_all, name: string) =>
    LONG.has(name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
  );
  return new RegExp(`^${source}$`);
}

/** Null when an escape is broken. */
function decoded(groups: Readonly<Record<string, string>>): Record<string, string> | null {
  try {
    return Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch {
    return null;
  }
}
