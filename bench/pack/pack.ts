import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TOKEN } from '../../test/doubles/github/options.ts';
import { startGitHub } from '../../test/doubles/github/start.ts';
import type { Figure, Measurement } from '../figure.ts';
import { pullSeed, REPOSITORY } from '../stage.ts';
import { type Branch, type Generated, generateRepository } from './generate.ts';
import { type Task, TOLD, type Told } from './task.ts';

const FILES = [1_000, 10_000, 100_000];
const CHANGES = [3, 30, 300];
const MS_PER_SECOND = 1_000;
const SECONDS_MAX = 5;
const MEMORY_MB_MAX = 700;

/** Time, memory and requests of everything before the first question, by size of repository and of change. */
export async function measurePack(): Promise<Measurement> {
  const figures: Figure[] = [];
  for (const files of FILES) {
    const generated = generateRepository(files, CHANGES);
    for (const branch of generated.branches) {
      for (const checkout of [true, false]) figures.push(...(await measureCase(generated, branch, checkout)));
    }
    generated.repository.remove();
  }
  return {
    name: 'pack',
    about:
      'reading a pull request and packing it, each in a process of its own, GitHub being a double on this machine',
    figures,
  };
}

async function measureCase(generated: Generated, branch: Branch, checkout: boolean): Promise<Figure[]> {
  const { repository } = generated;
  const number = branch.changed;
  const { baseSha, path } = repository;
  const github = await startGitHub({
    repositoryPath: path,
    repository: REPOSITORY,
    pulls: [pullSeed({ number, baseSha, headSha: branch.headSha, ref: branch.ref })],
  });
  try {
    const apiUrl = github.url;
    const told = await inProcess({
      token: TOKEN,
      apiUrl,
      repository: REPOSITORY,
      number,
      checkout: checkout ? path : null,
    });
    return figuresOf(told, { generated, branch, checkout, requests: github.requests.length });
  } finally {
    await github.close();
  }
}

async function inProcess(task: Task): Promise<Told> {
  const child = join(import.meta.dirname, 'child.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [child, JSON.stringify(task)]);
  return TOLD.parse(JSON.parse(stdout));
}

type Case = {
  readonly generated: Generated;
  readonly branch: Branch;
  readonly checkout: boolean;
  readonly requests: number;
};

function figuresOf(told: Told, { generated, branch, checkout, requests }: Case): Figure[] {
  const how = checkout ? 'checkout' : 'API only';
  const name = `${generated.files.toLocaleString('en-US')} files, ${branch.changed} changed, ${how}`;
  const isHeld = checkout && generated.files >= Math.max(...FILES) && branch.changed >= Math.max(...CHANGES);
  const seconds = told.gatherAndPackMs / MS_PER_SECOND;
  return [
    {
      what: `${name}: gather + pack`,
      value: seconds,
      unit: 's',
      target: isHeld ? { atMost: SECONDS_MAX } : null,
    },
    {
      what: `${name}: with reading the change`,
      value: told.totalMs / MS_PER_SECOND,
      unit: 's',
      target: null,
    },
    {
      what: `${name}: peak memory`,
      value: told.peakMb,
      unit: 'MB',
      target: isHeld ? { atMost: MEMORY_MB_MAX } : null,
    },
    { what: `${name}: GitHub requests`, value: requests, unit: '', target: null },
    {
      what: `${name}: packs`,
      value: told.packs,
      unit: `(${told.tokens.toLocaleString('en-US')} tokens)`,
      target: null,
    },
  ];
}
