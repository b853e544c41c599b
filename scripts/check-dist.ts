/** Fails unless dist/ is, byte for byte, what the sources give: what ships is what can be read. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLE_BYTES_MAX, bundleInto, ROOT } from './bundle.ts';

const OWNER_MAY_EXECUTE = 0o100;
const shipped = join(ROOT, 'dist');
const fresh = mkdtempSync(join(tmpdir(), 'kimi-review-dist-'));
try {
  const bundles = await bundleInto(fresh);
  const tooLarge = bundles
    .filter(({ bytes }) => bytes > BUNDLE_BYTES_MAX)
    .map(({ output, bytes }) => `dist/${output} has ${bytes} bytes; at most ${BUNDLE_BYTES_MAX} are allowed`);
  const problems = [...differences(), ...machinePaths(), ...tooLarge];
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) console.error('Run `npm run build` and commit dist/ with the change.');
  process.exitCode = problems.length > 0 ? 1 : 0;
} finally {
  rmSync(fresh, { recursive: true });
}

function differences(): string[] {
  const names = new Set([...namesIn(shipped), ...namesIn(fresh)]);
  return [...names].sort().flatMap((name) => difference(name) ?? []);
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => statSync(join(folder, name)).isFile());
}

function difference(name: string): string | null {
  const [old, now] = [join(shipped, name), join(fresh, name)];
  if (!existsSync(old)) return `dist/${name} is missing`;
  if (!existsSync(now)) return `dist/${name} is not made by the build`;
  if (!readFileSync(old).equals(readFileSync(now))) return `dist/${name} differs from a fresh build`;
  const executable = (path: string) => (statSync(path).mode & OWNER_MAY_EXECUTE) !== 0;
  return executable(old) === executable(now) ? null : `dist/${name} has another executable bit`;
}

/** A build that remembers where it was made cannot be repeated elsewhere. */
function machinePaths(): string[] {
  return namesIn(fresh)
    .filter((name) => [ROOT, fresh].some((path) => readFileSync(join(fresh, name), 'utf8').includes(path)))
    .map((name) => `dist/${name} holds a path of the machine that built it`);
}
