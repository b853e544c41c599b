import { compare } from '../context/repository-paths.ts';

/**
 * Groups of paths that belong together: those tied by imports, directly or over others. Groups and their
 * members are in the order of their paths, so that groups of one folder stand side by side.
 */
export function clustersOf(paths: readonly string[], ties: readonly (readonly string[])[]): string[][] {
  const leader = new Map(paths.map((path) => [path, path]));
  const find = (path: string): string => {
    let current = path;
    for (let next = leader.get(current); next !== undefined && next !== current; next = leader.get(current)) {
      current = next;
    }
    return current;
  };
  for (const tie of ties) {
    const [first, ...others] = tie.filter((path) => leader.has(path)).map(find);
    if (first === undefined) continue;
    // The smallest path leads, so that the order of the ties does not matter.
    const lead = [first, ...others].reduce((a, b) => (compare(a, b) <= 0 ? a : b));
    for (const path of [first, ...others]) leader.set(path, lead);
  }
  const groups = new Map<string, string[]>();
  for (const path of [...paths].sort(compare)) {
    const lead = find(path);
    const group = groups.get(lead);
    if (group === undefined) groups.set(lead, [path]);
    else group.push(path);
  }
  return [...groups.values()];
}
