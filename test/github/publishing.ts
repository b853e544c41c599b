import { type Answered, type Asked, answering, open, recordingLog } from './answering.ts';

export const BAD_GATEWAY: Answered = { status: 502, body: { message: 'Server Error' } };
export const POSTED: Answered = { body: { id: 5, html_url: 'https://github.test/5' } };
export const RECEIPT = { kind: 'posted', id: 5, url: 'https://github.test/5' };

const routeOf = (asked: Asked): string => `${asked.method} ${asked.url.replace(/\?.*/, '')}`;

/** Lets a publisher act against a server that answers as told, and shows what went over the wire. */
export const publish = <T>(
  answer: (asked: Asked, number: number) => Answered,
  act: (publisher: ReturnType<typeof open>['publisher']) => Promise<T>,
  log = recordingLog(),
) =>
  answering(answer, async ({ url, asked }) => {
    const receipt = await act(open(url, { log }).publisher);
    return {
      receipt,
      routes: asked.map(routeOf),
      bodies: asked.map((each) => each.body),
      warnings: log.lines,
    };
  });
