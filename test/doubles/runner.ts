import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The bundle that ships; the only thing a runner would ever start. */
export const ACTION_BUNDLE = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

export type ActionStart = {
  readonly event: { readonly name: string; readonly payload: unknown };
  /** `owner/name`. */
  readonly repository: string;
  readonly apiUrl: string;
  /** By name, as in a workflow's `with:`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The checkout; by default an empty folder, as in a job without actions/checkout. */
  readonly workspace?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with every line the step prints, as it is printed. */
  readonly onLine?: (line: string) => void;
  /** Called once with a function that sends a signal to the step, for instance `SIGINT` for a cancelled job. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
};

export type ActionRun = {
  readonly status: number | null;
  /** Standard output and standard error, as in the log of the job. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What the step wrote to GITHUB_STEP_SUMMARY. */
  readonly summary: string;
  /** Reads a file the step left behind, such as the one the output `report` names. */
  readonly file: (path: string) => Promise<string>;
  /** Removes the folder of this run. */
  readonly clean: () => Promise<void>;
};

/** Starts the bundle as GitHub's runner does: clean environment, INPUT_*, event file, output files. */
export async function runAction(start: ActionStart): Promise<ActionRun> {
  const folder = await mkdtemp(join(tmpdir(), 'kimi-review-run-'));
  const paths = {
    event: join(folder, 'event.json'),
    output: join(folder, 'output'),
    summary: join(folder, 'summary.md'),
  };
  await writeFile(paths.event, JSON.stringify(start.event.payload));
  await writeFile(paths.output, '');
  await writeFile(paths.summary, '');
  const inputs = Object.entries(start.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: start.event.name,
    GITHUB_EVENT_PATH: paths.event,
    GITHUB_REPOSITORY: start.repository,
    GITHUB_API_URL: start.apiUrl,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_RUN_ID: '4242',
    GITHUB_OUTPUT: paths.output,
    GITHUB_STEP_SUMMARY: paths.summary,
    GITHUB_WORKSPACE: start.workspace ?? folder,
    RUNNER_TEMP: folder,
    ...Object.fromEntries(inputs),
    ...start.environment,
  };
  const { status, log } = await launch(folder, environment, start);
  return {
    status,
    log,
    outputs: parseOutputs(await readFile(paths.output, 'utf8')),
    summary: await readFile(paths.summary, 'utf8'),
    file: (path) => readFile(path, 'utf8'),
    clean: () => rm(folder, { recursive: true, force: true }),
  };
}

function launch(
  folder: string,
  environment: Readonly<Record<string, string>>,
  start: ActionStart,
): Promise<{ status: number | null; log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [ACTION_BUNDLE], { cwd: folder, env: environment });
    let log = '';
    let rest = '';
    const take = (piece: Buffer) => {
      log += piece.toString('utf8');
      const lines = (rest + piece.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) start.onLine?.(line);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (status) => {
      if (rest !== '') start.onLine?.(rest);
      resolve({ status, log });
    });
    start.onStart?.((signal) => child.kill(signal));
  });
}

/** The runner's file format: `name<<delimiter`, the value's lines, `delimiter`. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const start = /^([^<]+)<<(.+)$/.exec(lines[index] ?? '');
    if (start === null) continue;
    const [, name = '', delimiter = ''] = start;
    const end = lines.indexOf(delimiter, index + 1);
    outputs[name] = lines.slice(index + 1, end).join('\n');
    index = end;
  }
  return outputs;
}
