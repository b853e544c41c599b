import type { Command } from 'commander';
import { packHtml } from '../core/report/pack-html.ts';
import { packJson } from '../core/report/pack-json.ts';
import { renderPackReport } from '../core/report/pack-report.ts';
import { type PackView, packView } from '../core/report/pack-view.ts';
import { parseSettings } from '../core/settings/parse.ts';
import { ReviewError } from '../errors.ts';
import { prepare } from '../flow/prepare.ts';
import { readConfig } from '../flow/read-config.ts';
import { openSymbols } from '../grammar/symbols.ts';
import { openChange } from './change.ts';
import type { Desk } from './desk.ts';
import { deskWords } from './desk-words.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { STDOUT, writeText } from './files.ts';
import { type PackOptions, readPackOptions } from './options.ts';
import { inputsOf } from './setting-options.ts';

/** Reads the change and shows what a review would send. Asks no model and needs no key. */
export async function pack(desk: Desk, command: Command): Promise<ExitCode> {
  const options = readPackOptions(command);
  const view = await untilInterrupted(desk.interruption, readView(desk, command, options));
  desk.progress.stop();
  if (options.prompt !== undefined) writePrompts(desk, options.prompt, view);
  if (options.json !== undefined) writeText(desk, options.json, packJson(view));
  if (options.html !== undefined) writeText(desk, options.html, packHtml(view));
  if (options.json !== STDOUT && options.html !== STDOUT)
    desk.output.write(renderPackReport(view, desk.output.style));
  return view.diff.unread.length > 0 ? EXIT.incomplete : EXIT.fine;
}

/** Reading has nothing to bring to order, so Ctrl-C ends it where it is. */
function untilInterrupted<Value>(interruption: AbortSignal, work: Promise<Value>): Promise<Value> {
  const stopped = new Promise<never>((_resolve, reject) => {
    interruption.addEventListener('abort', () => reject(new ReviewError('CANCELLED', 'Stopped.')), {
      once: true,
    });
  });
  return Promise.race([work, stopped]);
}

async function readView(desk: Desk, command: Command, options: PackOptions): Promise<PackView> {
  const inputs = inputsOf(command);
  const { pulls, repositories, number } = await openChange(desk, options, inputs);
  const pull = await pulls.read(number);
  const settings = parseSettings(inputs, await readConfig(repositories.open(null), { pull, inputs }));
  const repository = repositories.open(settings.limits);
  const trigger = { kind: 'review', pulls: [number], automatic: false, cause: 'kimi-review pack' } as const;
  const reading = { pulls, repository, symbols: openSymbols(), log: desk.progress.log };
  const { brief, diff, scope, packs, gathered } = await prepare(reading, { pull, settings, trigger });
  const unread = diff.unread.map(({ path, reason }) => ({ path, reason: deskWords(reason) }));
  return packView({ brief, diff: { ...diff, unread }, scope, packs, notes: gathered.notes });
}

/** One file for each message, byte for byte as it would be sent. */
function writePrompts(desk: Desk, folder: string, view: PackView): void {
  for (const { pack: packed, request } of view.packs) {
    request.messages.forEach(({ role, content }, index) => {
      const name = `request-${packed.index}-of-${packed.count}.${index + 1}-${role}.txt`;
      writeText(desk, `${folder}/${name}`, content);
    });
  }
}
