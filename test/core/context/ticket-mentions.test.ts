import { describe, expect, it } from '@jest/globals';
import { ticketMentions } from '../../../src/core/context/ticket-mentions.ts';

const HOME = { repository: 'acme/shop', number: 7, url: 'https://github.test/acme/shop/pull/7' };

describe('the tickets that texts name', () => {
  it.each([
    ['a number', 'Fixes #12.', [12]],
    ['several, in order and once', 'See #30, #4 and (#30)', [30, 4]],
    ['at the start of a text', '#12', [12]],
    ['GitHub’s old form', 'GH-12', [12]],
    ['with the repository', 'acme/shop#12', [12]],
    ['with the repository in other letters', 'Acme/Shop#12', [12]],
    ['as an address', 'https://github.test/acme/shop/issues/12', [12]],
    ['as an address of a comment', '<https://github.test/acme/shop/issues/12#issuecomment-3>', [12]],
    ['as a link', '[the plan](https://github.test/acme/shop/issues/12)', [12]],
    ['not itself', '#7 and GH-7', []],
    ['not another repository', 'acme/shops#12 other/shop#13', []],
    ['not another repository by address', 'https://github.test/other/shop/issues/12', []],
    ['not another server', 'https://evil.test/acme/shop/issues/12', []],
    ['not the same name further down', 'https://evil.test/x?https://github.test/acme/shop/issues/12', []],
    ['not an anchor', 'https://github.test/acme/shop/wiki#12 page#3', []],
    ['not an entity', '&#39;', []],
    ['not a colour', '#12ab34', []],
    ['not a heading', '# 12', []],
    ['not zero', '#0', []],
    ['not more than GitHub counts', '#12345678901', []],
    ['not in code', '```\n#12\n```\n`#13`', []],
    ['not in a quotation', '> fixes #12', []],
    ['not in a comment of the template', '<!-- Fixes #12 -->', []],
  ])('%s', (_what, text, numbers) => expect(ticketMentions([text], HOME)).toEqual(numbers));

  it('are read from all texts', () => expect(ticketMentions(['#2', '#1\n#2'], HOME)).toEqual([2, 1]));

  it('of a branch are numbers alone', () => {
    const local = { repository: null, number: 0, url: '' };
    expect(ticketMentions(['#2 null#3 a/b#4 https://github.test/a/b/issues/5'], local)).toEqual([2]);
  });

  it.each([
    ['addresses', 'https://'.repeat(20_000)],
    ['names', 'a/'.repeat(80_000)],
    ['marks', '#'.repeat(160_000)],
    ['letters', 'a'.repeat(160_000)],
  ])('takes no time for %s', (_what, text) => {
    const before = performance.now();
    ticketMentions([text], HOME);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
