import { describe, expect, it } from '@jest/globals';
import { onStage, TWENTY_LINES, TWO_HUNKS } from './github/stage.ts';
import { suggestionsIn } from './github/suggestion.ts';

const author = 'ann';
const head = TWENTY_LINES.replace('line 2\n', 'LINE 2\n').replace('line 19\n', 'LINE 19\n');

function said(code: string, anchor: object = {}) {
  const body = `Try:\n\`\`\`suggestion\n${code}\`\`\``;
  return { path: 'src/a.ts', line: 2, side: 'RIGHT', body, ...anchor };
}

describe('pressing "Commit suggestion"', () => {
  it.each([
    ['one line for one', said('Line two\n'), head.replace('LINE 2\n', 'Line two\n')],
    ['three lines for one', said('a\nb\nc\n'), head.replace('LINE 2\n', 'a\nb\nc\n')],
    ['nothing for one', said(''), head.replace('LINE 2\n', '')],
    [
      'one line for a range',
      said('x\n', { start_line: 1, line: 3 }),
      head.replace('line 1\nLINE 2\nline 3\n', 'x\n'),
    ],
  ])('puts %s', async (_what, comment, text) => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      github.state.addReview(7, { author, event: 'COMMENT', body: 'b', comments: [comment] });
      const [spoken] = github.state.reviewComments(7);
      expect(github.state.appliedSuggestion(spoken?.comment.id ?? 0)).toEqual({ kind: 'applied', text });
    });
  });

  it.each([
    [
      'the same text',
      said('LINE 2\n'),
      'This suggestion is invalid because no changes were made to the code.',
    ],
    ['a removed line', said('x\n', { side: 'LEFT' }), 'Suggestions cannot be applied on deleted lines.'],
    ['no block', { ...said(''), body: 'Just talk.' }, 'The comment holds no suggestion.'],
  ])('is refused for %s', async (_what, comment, reason) => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      github.state.addReview(7, { author, event: 'COMMENT', body: 'b', comments: [comment] });
      const [spoken] = github.state.reviewComments(7);
      expect(github.state.appliedSuggestion(spoken?.comment.id ?? 0)).toEqual({ kind: 'refused', reason });
    });
  });

  it('is refused once the line was changed, resolved, or is still pending', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github, repository }) => {
      github.state.addReview(7, { author, event: null, comments: [said('x\n')] });
      const [spoken] = github.state.reviewComments(7);
      const press = () => github.state.appliedSuggestion(spoken?.comment.id ?? 0);
      expect(press()).toMatchObject({ reason: 'Suggestions cannot be applied from pending reviews.' });
      Object.assign(github.state.pull(7).reviews[0] ?? {}, { state: 'COMMENTED' });
      github.state.resolveThread(spoken?.comment.id ?? 0, 'bob');
      expect(press()).toMatchObject({ reason: 'This suggestion has been applied or marked resolved.' });
      Object.assign(spoken?.thread ?? {}, { resolvedBy: null });
      github.pushHead(7, repository.commit({ files: { 'src/a.ts': head.replace('LINE 2', 'two') } }, 'Fix'));
      expect(press()).toMatchObject({ reason: 'This suggestion is outdated.' });
    });
  });

  it('keeps the line ending of the file, and a missing one at its end', async () => {
    const description = { base: { 'w.txt': 'a\r\nb' }, head: { 'w.txt': 'a!\r\nb!' } };
    await onStage(description, {}, async ({ github }) => {
      const at = (line: number, code: string) => ({ ...said(code), path: 'w.txt', line });
      const comments = [at(1, 'A\n'), at(2, 'B\n'), at(1, 'a!\n')];
      github.state.addReview(7, { author, event: 'COMMENT', body: 'b', comments });
      const press = github.state
        .reviewComments(7)
        .map(({ comment }) => github.state.appliedSuggestion(comment.id));
      expect(press).toMatchObject([{ text: 'A\r\nb!' }, { text: 'a!\r\nB' }, { kind: 'refused' }]);
    });
  });
});

describe('finding the suggestion in a comment', () => {
  it.each([
    ['a longer fence around a fence', '````suggestion\n```\nx\n```\n````', [['```', 'x', '```']]],
    ['tildes', '~~~suggestion\nx\n~~~', [['x']]],
    ['a block shown inside another', '````md\n```suggestion\nx\n```\n````', []],
    ['an unclosed fence', '```suggestion\nx', [['x']]],
    ['two blocks', '```suggestion\nx\n```\n```suggestion\n```', [['x'], []]],
    ['another language', '```ts\nx\n```', []],
  ])('reads %s', (_what, body, found) => expect(suggestionsIn(body)).toEqual(found));
});

describe('a push', () => {
  it('moves threads with their lines and outdates those whose lines changed', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github, repository }) => {
      const comments = [said('x\n'), said('x\n', { line: 19 }), said('x\n', { line: 2, side: 'LEFT' })];
      github.state.addReview(7, { author, event: 'COMMENT', body: 'b', comments });
      const next = `top\n${head.replace('LINE 19', 'nineteen')}`;
      github.pushHead(7, repository.commit({ files: { 'src/a.ts': next } }, 'Fix'));
      expect(github.state.pull(7).threads).toMatchObject([
        { line: 3, originalLine: 2, isOutdated: false },
        { line: null, originalLine: 19, isOutdated: true },
        { line: 2, side: 'LEFT', isOutdated: false },
      ]);
    });
  });
});
