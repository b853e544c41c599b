import { describe, expect, it } from '@jest/globals';
import { failingOthers } from '../../../src/core/context/failing-others.ts';
import { linkedTickets } from '../../../src/core/context/linked-tickets.ts';
import type { Tickets } from '../../../src/core/pull-request.ts';

const ticket = (number: number, closes = false) => ({ number, title: `T${number}`, body: '- [ ] a', closes });
const answer = (change: Partial<Tickets>): Tickets => ({ read: [], closing: 0, refused: null, ...change });
const REFUSED = 'Resource not accessible by integration';

describe('linked tickets', () => {
  it('stand with what they ask for, the closed ones first', () => {
    const { tickets, notes } = linkedTickets(
      [answer({ read: [ticket(1), ticket(2, true)], closing: 1 }), answer({ read: [ticket(3)] })],
      [1, 3],
    );
    expect(tickets.map(({ number }) => number)).toEqual([2, 1, 3]);
    expect(tickets[0]).toEqual({ ...ticket(2, true), points: [{ text: 'a', done: false }] });
    expect(notes).toEqual([]);
  });

  it.each<[string, Partial<Tickets>, number[], string[]]>([
    [
      'of a refusal where something is named',
      { refused: REFUSED },
      [1],
      [`Linked issues were not read: ${REFUSED} (the token needs issues: read).`],
    ],
    [
      'of a refusal where something is closed',
      { refused: REFUSED, closing: 1 },
      [],
      [`Linked issues were not read: ${REFUSED} (the token needs issues: read).`],
    ],
    ['nothing of a refusal where nothing is linked', { refused: REFUSED }, [], []],
    [
      'of more than are read',
      { closing: 6 },
      [],
      ['More than 5 issues are linked or named; no more than 5 were read.'],
    ],
    [
      'of more than are asked for',
      {},
      [1, 2, 3, 4, 5, 6],
      ['More than 5 issues are linked or named; no more than 5 were read.'],
    ],
  ])('tell %s', (_what, change, mentioned, notes) => {
    expect(linkedTickets([answer(change)], mentioned).notes).toEqual(notes);
  });

  it('are five at most', () => {
    const read = [1, 2, 3, 4, 5, 6].map((number) => ticket(number, number === 6));
    expect(linkedTickets([answer({ read })], []).tickets.map(({ number }) => number)).toEqual([
      6, 1, 2, 3, 4,
    ]);
  });
});

describe('failing checks', () => {
  const check = (name: string) => ({ name, title: '', summary: '', places: [] });

  it('are those of others', () => {
    const failing = [check('Kimi Review'), check('build')];
    expect(failingOthers({ failing, refused: null })).toEqual({ failing: [check('build')], notes: [] });
  });

  it('tell what was not read', () => {
    expect(failingOthers({ failing: [], refused: 'no' }).notes).toEqual([
      'Failing checks were not all read: no.',
    ]);
  });
});
