import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { AnnotationPayload, CheckEndPayload } from '../../src/core/report/payloads.ts';
import { BAD_GATEWAY, POSTED, publish, RECEIPT } from './publishing.ts';
import { HEAD_SHA, PULL } from './pull.ts';

describe('check runs', () => {
  const annotation = (line: number): AnnotationPayload => ({
    path: 'a.ts',
    start_line: line,
    end_line: line,
    annotation_level: 'warning',
    message: 'm',
    title: 't',
  });
  const end = (count: number): CheckEndPayload => ({
    status: 'completed',
    conclusion: 'neutral',
    completed_at: '2026-01-01T00:00:00Z',
    output: {
      title: 'Title',
      summary: 'Summary',
      annotations: Array.from({ length: count }, (_, line) => annotation(line + 1)),
    },
  });
  const UPDATE = z.object({
    conclusion: z.string().optional(),
    output: z.object({ annotations: z.array(z.unknown()).optional() }),
  });
  const updatesOf = (bodies: readonly string[]) =>
    bodies.map((body) => {
      const { conclusion, output } = UPDATE.parse(JSON.parse(body));
      return [output.annotations?.length ?? 0, conclusion ?? null];
    });

  it('is not started twice: a server error is an answer', async () => {
    const start = {
      name: 'Kimi',
      head_sha: HEAD_SHA,
      status: 'in_progress',
      started_at: '2026-01-01T00:00:00Z',
    } as const;
    const { receipt, routes } = await publish(
      () => BAD_GATEWAY,
      (publisher) => publisher.startCheck(PULL, start),
    );
    expect(receipt.kind).toBe('refused');
    expect(routes).toHaveLength(1);
  });

  it.each([
    [0, [[0, 'neutral']]],
    [50, [[50, 'neutral']]],
    [
      51,
      [
        [50, null],
        [1, 'neutral'],
      ],
    ],
    [
      120,
      [
        [50, null],
        [50, null],
        [20, 'neutral'],
      ],
    ],
  ])('ends with %i annotations, 50 per request, the conclusion last', async (count, expected) => {
    const { receipt, bodies } = await publish(
      () => POSTED,
      (publisher) => publisher.finishCheck(PULL, 5, end(count)),
    );
    expect(receipt).toEqual(RECEIPT);
    expect(updatesOf(bodies)).toEqual(expected);
  });

  it('ends even when GitHub refuses an annotation, and says so', async () => {
    const { receipt, bodies, warnings } = await publish(
      (asked) =>
        asked.body.includes('annotation_level')
          ? { status: 422, body: { message: 'Invalid request.' } }
          : POSTED,
      (publisher) => publisher.finishCheck(PULL, 5, end(60)),
    );
    expect(receipt).toEqual(RECEIPT);
    expect(updatesOf(bodies)).toEqual([
      [50, null],
      [10, 'neutral'],
      [0, 'neutral'],
    ]);
    expect(warnings).toEqual([
      'GitHub refused 50 annotations of the check run: Invalid request.',
      'GitHub refused 10 annotations of the check run: Invalid request.',
    ]);
  });
});
