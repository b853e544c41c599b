import * as z from 'zod';

/** Longest text of a single value; far above any real label, branch, glob or title pattern. */
const TEXT_CHARACTERS_MAX = 300;
const LANGUAGE_CHARACTERS_MAX = 40;

/** More comments in one review trip GitHub's limit on content creation; what exceeds them goes to the summary. */
export const COMMENTS_MAX = 30;

/** A line of text without control characters. */
export const LINE = z
  .string()
  .min(1, { abort: true, error: 'it is empty' })
  .max(TEXT_CHARACTERS_MAX, { error: `it is longer than ${TEXT_CHARACTERS_MAX} characters` })
  .regex(/^\P{Cc}*$/u, { error: 'it holds a line break or another control character' });

/** Longest text of one instruction or rule. */
export const WORDS_CHARACTERS_MAX = 1_000;

/** Sentences for the reviewer, over several lines if need be. */
export const WORDS = z
  .string()
  .max(WORDS_CHARACTERS_MAX, { error: `it is longer than ${WORDS_CHARACTERS_MAX} characters` })
  .regex(/\S/, { error: 'it is empty' })
  .regex(/^[\P{Cc}\n\r\t]*$/u, { error: 'it holds a control character' });

const NAME_CHARACTERS_MAX = 60;

/** A name that can be cited in a line of an answer. */
export const RULE_ID = z
  .string()
  .max(NAME_CHARACTERS_MAX, { error: `it is longer than ${NAME_CHARACTERS_MAX} characters` })
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/, { error: 'it cannot be cited' });

/** A language by name or BCP 47 tag. Letters only, for it is written into the prompt as our own words. */
export const LANGUAGE = z
  .string()
  .min(1)
  .max(LANGUAGE_CHARACTERS_MAX)
  .regex(/^\p{L}[\p{L}\p{M}\d ()-]*$/u);

/** A path or a glob within the repository; it cannot lead out of it. */
export const GLOB = LINE.refine((glob) => !glob.startsWith('!'), {
  error:
    'it cannot start with "!"; name what is meant, or use the opposite list (paths.include, paths.exclude)',
})
  .refine((glob) => !/^\.{1,2}\//.test(glob), {
    error: 'paths are relative to the root of the repository: leave out the leading "./" or "../"',
  })
  .refine((glob) => glob !== '/', { error: 'it names no file; ** stands for every file' });

/** A file of the repository, as git names it. */
export const FILE_PATH = GLOB.refine((path) => !path.startsWith('/') && !path.split('/').includes('..'), {
  error: 'it is not a path within the repository, such as .github/kimi-review.yml',
});

/** A JavaScript regular expression, matched without regard to case. */
export const PATTERN = LINE.superRefine((pattern, context) => {
  try {
    new RegExp(pattern, 'i');
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be compiled';
    context.addIssue({ code: 'custom', message: `it is not a regular expression: ${reason}` });
  }
});

/** Fields of the model request that carry the review itself: replacing them would review something else. */
const RESERVED_FIELDS = ['messages', 'model', 'stream'];

export const EXTRA_BODY = z.record(z.string(), z.unknown()).superRefine((body, context) => {
  for (const field of RESERVED_FIELDS.filter((name) => Object.hasOwn(body, name))) {
    context.addIssue({ code: 'custom', message: `it sets "${field}", which belongs to the review itself` });
  }
});

const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** An address the key may be sent to. */
export const BASE_URL = LINE.superRefine((address, context) => {
  const problem = addressProblem(address);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

function addressProblem(address: string): string | null {
  if (!URL.canParse(address)) return 'it is not an address such as https://api.example.com/v1';
  const url = new URL(address);
  if (url.username !== '' || url.password !== '')
    return 'it carries a user name or password; use kimi-api-key';
  if (url.search !== '' || url.hash !== '') return 'it carries a query or a fragment';
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:' && LOOPBACK_HOSTS.includes(url.hostname)) return null;
  return 'the key would travel in the clear: use https (plain http is accepted on loopback only)';
}

/** An address of a Redis. TLS is not demanded: within a private network there may be none. */
export const REDIS_URL = LINE.refine(
  (address) => URL.canParse(address) && ['redis:', 'rediss:'].includes(new URL(address).protocol),
  { error: 'it is not an address such as rediss://user:password@redis.example.com:6379' },
);
