import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

describe('the command inside a job of a runner', () => {
  // @actions/github reads the file as it is loaded, and writes to standard output when there is none.
  it.each(['change', 'doctor'])('does not look at the event file before GitHub is asked: %s', (name) => {
    const address = new URL(`../../src/cli/${name}.ts`, import.meta.url).href;
    const stdout = execFileSync(
      process.execPath,
      ['--no-warnings', '--input-type=module', '--eval', `await import(${JSON.stringify(address)});`],
      { env: { PATH: process.env['PATH'], GITHUB_EVENT_PATH: '/nonexistent/event.json' }, encoding: 'utf8' },
    );
    expect(stdout).toBe('');
  });
});
