import { visibleLine } from '../core/report/terminal-text.ts';
import { duration } from '../core/report/words.ts';
import type { Log, Models } from '../ports.ts';
import { deskWords } from './desk-words.ts';
import type { Screen } from './screen.ts';

/** What goes on, on stderr: one living line in a terminal, a line per stage anywhere else. */
export type Progress = {
  readonly log: Log;
  /** The same models, with questions and answers counted. */
  readonly watch: (models: Models) => Models;
  /** Takes the living line away; nothing moves any more. */
  readonly stop: () => void;
};

const REDRAW_MS = 250;
const MARKS = ['⠋', '⠙', '⠸', '⠴', '⠦', '⠇'];
/** Back to the first column, and empty to the end of the line. */
const CLEAR_LINE = '\r\u001b[K';

export function openProgress(screen: Screen, now: () => number): Progress {
  return screen.isTerminal ? livingLine(screen, now) : plainLines(screen);
}

function livingLine(screen: Screen, now: () => number): Progress {
  const { palette, columns } = screen.style;
  const startedAt = now();
  const count: Count = { asked: 0, answered: 0 };
  let stage = '';
  let frame = 0;
  let ticker: NodeJS.Timeout | null = null;
  let stopped = false;
  const draw = (): void => {
    if (stopped) return;
    ticker ??= setInterval(draw, REDRAW_MS).unref();
    frame += 1;
    const mark = MARKS[frame % MARKS.length] ?? '';
    const parts = [stage, countOf(count), duration(now() - startedAt)].filter((part) => part !== '');
    // One column stays free: a full line makes some terminals wrap.
    const text = parts.join(' · ').slice(0, Math.max(0, columns - mark.length - 2));
    screen.write(`${CLEAR_LINE}${palette.cyan(mark)} ${text}`);
  };
  const above = (text: string): void => {
    if (stopped) return;
    screen.write(`${CLEAR_LINE}${text}\n`);
    draw();
  };
  return {
    log: {
      step: (text) => {
        stage = visibleLine(deskWords(text));
        draw();
      },
      info: (text) => above(palette.dim(visibleLine(deskWords(text)))),
      warn: (text) => above(`${palette.yellow('warning:')} ${visibleLine(deskWords(text))}`),
    },
    watch: (models) => counted(models, count, draw),
    stop: () => {
      stopped = true;
      if (ticker === null) return;
      clearInterval(ticker);
      ticker = null;
      screen.write(CLEAR_LINE);
    },
  };
}

function plainLines(screen: Screen): Progress {
  let stopped = false;
  const say = (text: string): void => {
    if (!stopped) screen.write(`${visibleLine(deskWords(text))}\n`);
  };
  const count: Count = { asked: 0, answered: 0 };
  return {
    log: { step: say, info: say, warn: (text) => say(`warning: ${text}`) },
    watch: (models) =>
      counted(models, count, () => {
        if (count.asked > 1 && count.answered > 0) say(countOf(count));
      }),
    stop: () => {
      stopped = true;
    },
  };
}

type Count = { asked: number; answered: number };

function countOf({ asked, answered }: Count): string {
  return asked === 0 ? '' : `${answered} of ${asked} answered`;
}

function counted(models: Models, count: Count, changed: () => void): Models {
  return {
    open: (settings) => {
      const model = models.open(settings);
      return {
        ...model,
        ask: async (request) => {
          count.asked += 1;
          const answer = await model.ask(request);
          count.answered += 1;
          changed();
          return answer;
        },
      };
    },
  };
}
