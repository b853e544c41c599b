import { describe, expect, it } from '@jest/globals';
import type { Conversation, ReviewThread, ThreadComment } from '../../../src/core/pull-request.ts';
import { findingMark, memoryMark, SUMMARY_MARK } from '../../../src/core/review/marker.ts';
import { readPast } from '../../../src/core/review/past.ts';
import { BASE, HEAD, standingOf } from '../report/sample.ts';

const FINDING = { fingerprint: 'abc', severity: 'major', title: 'Charges twice', category: 'bug' } as const;
const MEMORY = { head: HEAD, base: BASE, complete: true, settingsDigest: 'd1' };

const comment = (body: string, more: Partial<ThreadComment> = {}): ThreadComment => ({
  id: 1,
  author: 'kimi-review[bot]',
  mine: true,
  body,
  ...more,
});

const thread = (comments: readonly ThreadComment[], more: Partial<ReviewThread> = {}): ReviewThread => ({
  id: 'T1',
  path: 'src/a.ts',
  line: 12,
  isResolved: false,
  isOutdated: false,
  comments,
  ...more,
});

const conversation = (more: Partial<Conversation>): Conversation => ({
  commits: [],
  tickets: { read: [], closing: 0, refused: null },
  checks: { failing: [], refused: null },
  threads: [],
  ownComments: [],
  pendingReviewId: null,
  ...more,
});

const ours = comment(`text\n\n${findingMark(FINDING)}`);
const reply = comment('We want it so.', { mine: false, author: 'mona' });

describe('what earlier runs said', () => {
  it.each([
    ['our open thread', thread([ours]), { line: 12, state: 'open' }],
    ['our thread with an answer', thread([ours, reply]), { line: 12, state: 'open' }],
    ['our resolved thread', thread([ours], { isResolved: true }), { line: 12, state: 'settled' }],
    [
      'our resolved thread with an answer',
      thread([ours, reply], { isResolved: true }),
      { line: 12, state: 'settled' },
    ],
    ['our outdated thread', thread([ours], { isOutdated: true, line: null }), { line: null, state: 'open' }],
  ])('%s is known', (_what, only, expected) =>
    expect(readPast(conversation({ threads: [only] })).findings).toEqual([
      { ...FINDING, path: 'src/a.ts', ...expected },
    ]),
  );

  it.each([
    ['a mark in a stranger’s comment', thread([comment(ours.body, { mine: false, author: 'mallory' })])],
    [
      'our comment with a stranger’s mark quoted inside',
      thread([comment(`${findingMark(FINDING)}\n\nour text`)]),
    ],
    ['a thread of people', thread([reply])],
  ])('%s is not believed', (_what, only) =>
    expect(readPast(conversation({ threads: [only] })).findings).toEqual([]),
  );

  it('an open thread outweighs a settled one about the same code', () => {
    const threads = [thread([ours], { isResolved: true }), thread([ours])];
    expect(readPast(conversation({ threads })).findings.map(({ state }) => state)).toEqual(['open']);
  });
});

describe('the sticky summary', () => {
  const summary = (id: number, head: string): ThreadComment =>
    comment(`${SUMMARY_MARK}\n${memoryMark({ ...MEMORY, head })}\n\ntext`, { id });

  it('the newest one wins, in whatever order the pages came', () => {
    const past = readPast(
      conversation({ ownComments: [summary(7, HEAD), comment('hello', { id: 99 }), summary(3, BASE)] }),
    );
    expect(past.summaryCommentId).toBe(7);
    expect(past.memory?.head).toBe(HEAD);
  });

  it('is edited in place even when its memory cannot be read', () => {
    const past = readPast(
      conversation({ ownComments: [comment(`${SUMMARY_MARK}\n<!-- broken -->`, { id: 5 })] }),
    );
    expect(past).toEqual({ memory: null, summaryCommentId: 5, findings: [] });
  });

  it('a copy of it by a stranger is ignored', () => {
    const copy = { ...summary(8, BASE), mine: false };
    expect(readPast(conversation({ ownComments: [copy] })).summaryCommentId).toBeNull();
  });

  it('tells of findings without a thread, unless they have one by now', () => {
    const noted = [
      standingOf({ fingerprint: 'abc', noted: true }),
      standingOf({ fingerprint: 'def', noted: true }),
    ];
    const body = `${SUMMARY_MARK}\n${memoryMark({ ...MEMORY, noted })}`;
    const past = readPast(
      conversation({ threads: [thread([ours], { isResolved: true })], ownComments: [comment(body)] }),
    );
    expect(past.findings.map(({ fingerprint, state }) => [fingerprint, state])).toEqual([
      ['abc', 'settled'],
      ['def', 'open'],
    ]);
  });
});
