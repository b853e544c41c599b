import { prose } from './prose.ts';

/** Where a mention is read: numbers alone mean this repository. */
export type Home = {
  /** `owner/name`; null for a local branch. */
  readonly repository: string | null;
  /** The pull request itself, which is no ticket of its own. */
  readonly number: number;
  /** Address of the pull request; what stands before its last two parts is the address of the repository. */
  readonly url: string;
};

/**
 * The numbers of tickets that the texts name, in the order in which they are named: `#12`, `GH-12`, `owner/name#12`
 * and whole addresses. Code, quotations and comments name nothing, and another repository is not ours to read.
 */
export function ticketMentions(texts: readonly string[], home: Home): number[] {
  const numbers = texts.flatMap((text) => mentionsIn(prose(text), home));
  return [...new Set(numbers)].filter((number) => number > 0 && number !== home.number);
}

/** At most nine digits: GitHub's numbers are 32-bit. */
const MENTION =
  /(?<address>https?:\/\/[^\s<>()[\]"'`]{3,200}?)\/issues\/(?<linked>\d{1,9})(?![\w/])|(?<![\w./&-])(?<repository>[\w.-]{1,100}\/[\w.-]{1,100})?#(?<hashed>\d{1,9})(?!\w)|(?<![\w-])GH-(?<dashed>\d{1,9})(?!\w)/gi;

function mentionsIn(text: string, home: Home): number[] {
  return [...text.matchAll(MENTION)].flatMap(({ groups = {} }) => {
    const { address, linked, repository, hashed, dashed } = groups;
    if (linked !== undefined) return sameName(address, addressOf(home)) ? [Number(linked)] : [];
    if (hashed === undefined) return [Number(dashed)];
    return repository === undefined || sameName(repository, home.repository) ? [Number(hashed)] : [];
  });
}

function addressOf({ url }: Home): string {
  return url.replace(/\/pull\/\d+$/, '');
}

/** GitHub compares names without regard to case. */
function sameName(given: string | undefined, ours: string | null): boolean {
  return given !== undefined && ours !== null && given.toLowerCase() === ours.toLowerCase();
}
