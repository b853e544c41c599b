import { describe, expect, it } from '@jest/globals';
import { prose } from '../../../src/core/context/prose.ts';

describe('prose', () => {
  it.each([
    ['plain lines', 'a\nb', 'a\nb'],
    ['a fence', 'a\n```ts\nb\n```\nc', 'a\nc'],
    ['a fence with tildes around one with backticks', '~~~\n```\nb\n~~~\nc', 'c'],
    ['a longer fence, which a shorter one does not close', '````\n```\nb\n````\nc', 'c'],
    ['a fence that is never closed', 'a\n```\nb', 'a'],
    ['a fence in a list', '- ```\n  b\n  ```\nc', 'c'],
    ['a quotation', '> a\n  > b\nc', 'c'],
    ['a code span', 'a `b` c', 'a   c'],
    ['a comment in a line', 'a <!-- b --> c <!-- d --> e', 'a  c  e'],
    ['a comment over lines', 'a <!-- b\nc\nd --> e', 'a \n\n e'],
    ['a fence within a comment', '<!--\n```\n-->\na', '\n\n\na'],
  ])('of %s', (_what, text, said) => expect(prose(text)).toBe(said));

  it.each([
    ['comments that never end', '<!--'.repeat(200_000)],
    ['backticks', '`'.repeat(200_000)],
    ['backticks with room', '` '.repeat(200_000)],
  ])('takes no time for %s', (_what, text) => {
    const before = performance.now();
    prose(text);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
