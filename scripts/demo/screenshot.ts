/**
 * Takes the pictures of the README out of demo-output/review.html: one changed file with its comments, light
 * and dark. Needs Chromium on the machine; run `npm run demo` first, then look at what came out.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { palettePng } from './palette-png.ts';

const FILE_SHOWN = 'src/pricing.ts';
const WIDTH = 880;
const HEIGHT_UNKNOWN = 600;
/** Sharp on screens with a dense grid, and small enough to load at once. */
const DENSITY = 2;
const PICTURE_BYTES_MAX = 150_000;
/** Rows below the last comment tell nothing more. */
const AFTER_LAST = '.diff>tbody>tr:not(.comment):not(:has(~ .comment))';
const THEMES = [
  { name: 'comment.png', scheme: 'light' },
  { name: 'comment-dark.png', scheme: 'dark' },
] as const;

const root = fileURLToPath(new URL('../../', import.meta.url));
const browser = process.env['CHROMIUM'] ?? 'chromium';
const page = readFileSync(join(root, 'demo-output/review.html'), 'utf8');
const images = join(root, 'docs/images');
const folder = mkdtempSync(join(tmpdir(), 'kimi-review-pictures-'));
mkdirSync(images, { recursive: true });
for (const { name, scheme } of THEMES) {
  const card = join(folder, `${scheme}.html`);
  writeFileSync(card, cardOf(scheme));
  const picture = join(images, name);
  chromium(
    `--window-size=${WIDTH},${heightOf(card)}`,
    `--force-device-scale-factor=${DENSITY}`,
    `--screenshot=${picture}`,
    card,
  );
  writeFileSync(picture, palettePng(readFileSync(picture)));
  const bytes = statSync(picture).size;
  console.log(`${name}: ${bytes} bytes`);
  if (bytes > PICTURE_BYTES_MAX) process.exitCode = 1;
}
rmSync(folder, { recursive: true });

/** The one file on a page of its own. The script only tells how tall it is. */
function cardOf(scheme: string): string {
  const style = between('<style>', '</style>').replace('color-scheme:light dark', `color-scheme:${scheme}`);
  const section = between(`<section class="file" id="${FILE_SHOWN}">`, '</section>\n');
  if (!section.includes('class="comment"'))
    throw new Error(`${FILE_SHOWN} has no comment: look at the run of the demo.`);
  return `<!doctype html><meta charset="utf-8"><style>${style}.file{margin:0}${AFTER_LAST}{display:none}</style>
<section class="file">${section}</section>
<script>document.documentElement.dataset.height=Math.ceil(document.querySelector('.file').getBoundingClientRect().bottom)</script>`;
}

function between(start: string, end: string): string {
  const from = page.indexOf(start);
  const to = page.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`demo-output/review.html holds no ${start}`);
  return page.slice(from + start.length, to);
}

function heightOf(path: string): number {
  const dump = chromium(`--window-size=${WIDTH},${HEIGHT_UNKNOWN}`, '--dump-dom', path);
  const height = /data-height="(\d+)"/.exec(dump)?.[1];
  if (height === undefined) throw new Error('The height of the picture could not be measured.');
  return Number(height);
}

function chromium(...options: string[]): string {
  const quiet = ['--headless', '--no-sandbox', '--hide-scrollbars'];
  const { status, stdout, error } = spawnSync(browser, [...quiet, ...options], { encoding: 'utf8' });
  if (error !== undefined)
    throw new Error(`${browser} could not be started; set CHROMIUM.`, { cause: error });
  if (status !== 0) throw new Error(`${browser} ended with ${status}.`);
  return stdout;
}
