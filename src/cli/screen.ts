import pc from 'picocolors';
import { type Palette, type TerminalStyle, visible } from '../core/report/terminal-text.ts';

/** What of a stream of node's the command line uses. */
export type Stream = {
  write(text: string): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

/** One of the two outputs, with the style it can show. */
export type Screen = {
  readonly style: TerminalStyle;
  readonly isTerminal: boolean;
  readonly write: (text: string) => void;
};

const COLUMNS_DEFAULT = 80;

export function openScreen(stream: Stream, environment: NodeJS.ProcessEnv): Screen {
  let open = true;
  // Whoever reads our output may stop reading (`| head`): that is their right and no failure.
  stream.on('error', () => {
    open = false;
  });
  const isTerminal = stream.isTTY === true && environment['TERM'] !== 'dumb';
  return {
    isTerminal,
    style: {
      palette: paletteOf(wantsColours(environment, isTerminal)),
      columns: stream.columns ?? columnsOf(environment),
    },
    write: (text) => {
      if (open) stream.write(text);
    },
  };
}

/** `error: what happened`, and the way out below it. */
export function complain(screen: Screen, text: string): void {
  const [first = '', ...rest] = visible(text).split('\n');
  screen.write(`${[`${screen.style.palette.red('error:')} ${first}`, ...rest].join('\n       ')}\n`);
}

/** https://no-color.org, and FORCE_COLOR as most tools take it. */
function wantsColours(environment: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  const forced = environment['FORCE_COLOR'] ?? '';
  return forced === '' ? isTerminal : forced !== '0';
}

function paletteOf(coloured: boolean): Palette {
  const { bold, dim, red, yellow, green, cyan } = pc.createColors(coloured);
  return { bold, dim, red, yellow, green, cyan };
}

function columnsOf(environment: NodeJS.ProcessEnv): number {
  const columns = Number.parseInt(environment['COLUMNS'] ?? '', 10);
  return columns > 0 ? columns : COLUMNS_DEFAULT;
}
