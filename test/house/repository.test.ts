import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { trackedFiles } from '../../scripts/sources.ts';

const MANIFEST = z.object({
  version: z.string(),
  license: z.literal('MIT'),
  scripts: z.record(z.string(), z.string()),
});
const manifest = MANIFEST.parse(JSON.parse(readFileSync('package.json', 'utf8')));

describe('the ground we stand on', () => {
  it('is Node 24, whatever the machine has', () => {
    expect(process.versions.node.split('.')[0]).toBe('24');
  });
});

describe('one command tests everything', () => {
  const COMMAND = 'npm ci && npm test';

  it('and it is what continuous integration calls', () => {
    expect(readFileSync('.ci/run', 'utf8')).toMatch(new RegExp(`^${COMMAND}$`, 'm'));
    expect(readFileSync('.github/workflows/ci.yml', 'utf8')).toContain('bash .ci/run');
    expect(statSync('.ci/run').mode & 0o100).not.toBe(0);
  });

  (existsSync('README.md') ? it : it.skip)('and what the README tells a newcomer', () => {
    expect(readFileSync('README.md', 'utf8')).toContain(COMMAND);
  });

  it('and the walls of the house are among what it runs', () => {
    expect(manifest.scripts['test']).toBe('node scripts/test.ts');
    const stages = readFileSync('scripts/test.ts', 'utf8');
    for (const stage of [
      'check:format',
      'check:types',
      'check:house',
      'check:schema',
      'check:dist',
      'jest',
    ]) {
      expect(stages).toContain(`'${stage}'`);
      expect(manifest.scripts).toHaveProperty([stage]);
    }
    expect(manifest.scripts['check:house']).toMatch(/depcruise .*\bsrc\b.*&& knip$/);
  });
});

describe('what is published', () => {
  const TEXT_BYTES_MAX = 5_000_000;
  const files = trackedFiles().filter(
    (path) => statSync(path).isFile() && statSync(path).size < TEXT_BYTES_MAX,
  );
  const holding = (parts: readonly string[]) =>
    files.filter((path) => {
      const text = readFileSync(path, 'latin1');
      return parts.some((part) => text.includes(part));
    });

  it('holds no path of the machine it was written on', () => {
    const home = homedir();
    expect(holding([`${process.cwd()}/`, ...(home === '/' ? [] : [`${home}/.`])])).toEqual([]);
  });

  it('names no host in the lock file but the public registry', () => {
    const hosts = readFileSync('package-lock.json', 'utf8').matchAll(
      /"resolved": "(?!https:\/\/registry\.npmjs\.org\/)([^"]*)/g,
    );
    expect([...hosts].map((found) => found[1])).toEqual([]);
    expect(readFileSync('.npmrc', 'utf8')).not.toMatch(/registry|:\/\//);
  });

  it('has a licence, a security policy and a way to contribute', () => {
    for (const path of ['LICENSE', 'SECURITY.md', 'CONTRIBUTING.md']) expect(files).toContain(path);
    expect(readFileSync('LICENSE', 'utf8')).toContain('MIT License');
  });
});
