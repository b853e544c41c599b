import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { COMMENT_LENGTH_MAX, renderComment } from '../../../src/core/report/comment.ts';
import { readFindingMark } from '../../../src/core/review/marker.ts';
import { activeParts } from './active-markdown.ts';
import { fixture, withoutFrame, withoutMarks } from './fixture.ts';
import { placedOf, settingsOf, type Wish } from './sample.ts';
import { fullStory } from './story.ts';

const render = (wish: Wish): string => renderComment(placedOf(wish), settingsOf());
const proved = (text: string): Wish => ({ suggestion: { kind: 'proved', text } });

describe('a comment', () => {
  const story = fullStory();
  it.each([
    ['with a fix to commit', 0, 'comment-with-suggestion.md'],
    ['with a fix in prose, in doubt, at two places', 1, 'comment-in-doubt.md'],
  ])('%s', (_what, index, name) => {
    const placed = story.plan.post[index] ?? placedOf();
    expect(withoutMarks(renderComment(placed, story.settings))).toBe(fixture(name));
  });

  it('ends in a mark that a later run can read', () =>
    expect(readFindingMark(render({ fingerprint: 'abc', severity: 'nit', title: 'T --> <!--' }))).toEqual({
      fingerprint: 'abc',
      severity: 'nit',
      category: 'bug',
      title: 'T --> <!--',
    }));
});

describe('a suggestion block', () => {
  it.each([
    ['replaces the lines', '  a();\n  b();', '\n```suggestion\n  a();\n  b();\n```\n'],
    ['with a line break of Windows is the same suggestion', 'a\r\nb', '\n```suggestion\na\nb\n```\n'],
    ['without text deletes the lines', '', '\n```suggestion\n```\n'],
    [
      'has a fence longer than any run of backticks in it',
      'x = "````";',
      '\n`````suggestion\nx = "````";\n`````\n',
    ],
  ])('%s', (_what, text, block) => expect(render(proved(text))).toContain(block));

  it.each([
    ['hidden characters', 'let a\u200b = 1;'],
    ['a secret', `key = "ghp_${'a1B2'.repeat(9)}"`],
  ])('with %s is not offered for committing', (_what, text) => {
    expect(render(proved(text))).not.toContain('```suggestion');
    expect(render(proved(text))).toContain('A fix, to be typed by hand');
  });

  it('that was not proved is a plain block with the reason', () =>
    expect(render({ suggestion: { kind: 'prose', text: 'a();', reason: 'it changes nothing' } })).toContain(
      'A possible fix, not offered as a suggestion (it changes nothing):\n\n```\na();\n```',
    ));
});

describe('a comment of any size', () => {
  it.each([
    ['a long body', { body: 'word '.repeat(100_000) }, '(cut here: the text is too long)'],
    ['a long fix', proved('line\n'.repeat(20_000)), '(The fix is left out: it is too long for a comment.)'],
    ['a fix that leaves no room', proved('x'.repeat(57_000)), '(The prompt for a coding agent is left out'],
  ])('with %s fits, and names what was lost', (_what, wish, notice) => {
    const comment = render(wish);
    expect(comment.length).toBeLessThanOrEqual(COMMENT_LENGTH_MAX);
    expect(comment).toContain(notice);
    expect(readFindingMark(comment)).not.toBeNull();
  });

  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom('@a', '#1', '[x](y)', '<b>', '</details>', '```', '`', '\n', '<!--', '|'),
        fc.string(),
      ),
    )
    .map((parts) => parts.join(''));
  it('lets nothing act that a stranger wrote', () => {
    fc.assert(
      fc.property(text, text, text, (title, body, reason) => {
        const comment = render({ title, body, suggestion: { kind: 'prose', text: body, reason } });
        expect(activeParts(withoutFrame(comment))).toEqual([]);
        expect(readFindingMark(comment)).not.toBeNull();
      }),
    );
  });
});
