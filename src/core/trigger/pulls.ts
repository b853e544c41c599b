import { ReviewError } from '../../errors.ts';

/** Pull requests one run may review; more are better served by a matrix of jobs, each with its own timeout. */
const PULLS_MAX = 20;

// GitHub numbers issues and pull requests together; its ids are 32-bit in the API.
const PULL_NUMBER_PATTERN = /^#?([1-9]\d{0,8})$/;

/** `12`, `#12` or `12, 34`, without repeats, in the order given. Throws `INPUT_INVALID` that names the part. */
export function decodePulls(text: string): readonly number[] {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const pulls = new Set<number>();
  for (const part of parts) {
    const digits = PULL_NUMBER_PATTERN.exec(part)?.[1];
    if (digits === undefined) throw invalid(`${shown(part)} is not a pull request number`);
    pulls.add(Number(digits));
  }
  if (pulls.size === 0) throw invalid(`${shown(text)} names no pull request`);
  if (pulls.size > PULLS_MAX)
    throw invalid(`it names ${pulls.size} pull requests; at most ${PULLS_MAX} fit in a run`);
  return [...pulls];
}

function invalid(problem: string): ReviewError {
  return new ReviewError('INPUT_INVALID', `The input pr is not valid: ${problem}.`, {
    remedy: 'Pass the number of a pull request as pr, for instance 12, or "12, 34" for several.',
  });
}

const TEXT_CHARACTERS_SHOWN = 40;

function shown(text: string): string {
  return JSON.stringify(text.slice(0, TEXT_CHARACTERS_SHOWN));
}
