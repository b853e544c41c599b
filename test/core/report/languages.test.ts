import { describe, expect, it } from '@jest/globals';
import { annotationsOf, checkEnd, skippedCheck } from '../../../src/core/report/check-run.ts';
import { renderComment } from '../../../src/core/report/comment.ts';
import { reportJson } from '../../../src/core/report/report-json.ts';
import { reviewPayload } from '../../../src/core/report/review-payload.ts';
import { sarifOf } from '../../../src/core/report/sarif.ts';
import { renderSummary } from '../../../src/core/report/summary.ts';
import { readFindingMark, readMemory } from '../../../src/core/review/marker.ts';
import type { Review } from '../../../src/core/review/review.ts';
import { skipped } from '../../../src/core/review/skipped.ts';
import { en } from '../../../src/core/words/en.ts';
import { LANGUAGES } from '../../../src/core/words/language-of.ts';
import { textsOf } from '../words/texts.ts';
import { fixture, withoutMarks } from './fixture.ts';
import { allPosted, PULL, placedOf, reviewOf, settingsOf } from './sample.ts';
import { fullStory } from './story.ts';

const TAGS = LANGUAGES.filter(({ words }) => words !== en).map(({ names }) => names[0] ?? '');

function storyIn(language: string): Review {
  const story = fullStory();
  return { ...story, settings: { ...story.settings, language } };
}

function refusing(review: Review) {
  return allPosted(review, { posted: review.plan.post.slice(0, 1) });
}

/** All faces of the story on the pull request, without code and the prompt, which are for machines. */
function wordsOfPeople(review: Review): string {
  const posting = refusing(review);
  const comments = review.plan.post.map((placed) => renderComment(placed, review.settings));
  const { output } = checkEnd(review, posting);
  return (
    [...comments, renderSummary(review, posting), output.title, reviewPayload(review.plan, review).body]
      .join('\n')
      .replace(/```[\s\S]*?```/g, '')
      .replace(/<!--.*-->/g, '')
      // How an answer was got is told as the log tells it.
      .replaceAll('asked again with thinking off', '')
  );
}

/** What stands between the gaps of a fixed text, where it is long enough to be told from a stranger's words. */
const ENGLISH_WORDS = textsOf(en)
  .flatMap(([, text]) => text.split(/⟦\d⟧|\{\d\}|\(s\)|\d+|`[^`]*`/))
  .map((piece) => piece.replace(/^[\s(:,;.]+|[\s(:,;.]+$/g, ''))
  .filter((piece) => /[A-Za-z]{2,} [A-Za-z]{2,}/.test(piece));

describe('the faces in the language of the reader', () => {
  const story = fullStory();
  it('in English hold many of the fixed words, so that the next test can fail', () => {
    const text = wordsOfPeople(story);
    expect(ENGLISH_WORDS.filter((piece) => text.includes(piece)).length).toBeGreaterThan(20);
  });

  it.each(TAGS)('%s hold no English fixed word', (tag) => {
    const text = wordsOfPeople(storyIn(tag));
    expect(ENGLISH_WORDS.filter((piece) => text.includes(piece))).toEqual([]);
    expect(text).not.toMatch(/\*\*(?:major|minor)|\| (?:major|minor) \|/);
  });

  it.each(['de', 'ja', 'ru'])('the comment and the summary in %s, to look at', (tag) => {
    const review = storyIn(tag);
    const [, doubtful = placedOf()] = review.plan.post;
    expect(withoutMarks(renderComment(doubtful, review.settings))).toBe(fixture(`comment.${tag}.md`));
    expect(withoutMarks(renderSummary(review, refusing(review)))).toBe(fixture(`summary.${tag}.md`));
  });

  it('say why a finding is not a comment', () => {
    const review = storyIn('Deutsch');
    expect(renderSummary(review, refusing(review))).toContain('— nicht gepostet\n');
  });

  it.each([
    ['de', 'Nicht geprüft: Pull request #42 is a draft'],
    ['fr', 'Non examiné : Pull request #42 is a draft'],
  ])('of a run that was skipped, in %s', (language, title) => {
    const one = skipped(PULL, settingsOf({ language }), 'Pull request #42 is a draft');
    expect(skippedCheck(one, 0).output.title).toBe(title);
  });

  it('annotate in it', () =>
    expect(annotationsOf([placedOf()], LANGUAGES[1]?.words ?? en)[0]?.title).toBe(
      'schwer · Fehler: The retry charges the card twice',
    ));

  it('say so where there are no words of it', () => {
    const note = 'Fixed words are in English: there is no catalogue for Klingon.';
    expect(renderSummary(storyIn('Klingon'), refusing(story))).toContain(note);
    const clean = reviewOf({ inputs: { language: 'Klingon' } });
    expect(renderSummary(clean, allPosted(clean))).toContain(note);
    expect(renderSummary(storyIn('English'), refusing(story))).not.toContain('no catalogue');
  });
});

describe('what is for machines', () => {
  const withoutLanguage = (json: string): string => json.replaceAll(/"value": "[^"]*"/g, '');

  it.each(TAGS)('is the same in %s', (tag) => {
    const [plain, translated] = [fullStory(), storyIn(tag)];
    const posting = refusing(plain);
    expect(readMemory(renderSummary(translated, posting))).toEqual(readMemory(renderSummary(plain, posting)));
    for (const placed of plain.plan.post) {
      expect(readFindingMark(renderComment(placed, translated.settings))).toEqual(
        readFindingMark(renderComment(placed, plain.settings)),
      );
    }
    expect(withoutLanguage(reportJson(translated, posting))).toBe(
      withoutLanguage(reportJson(plain, posting)),
    );
    expect(sarifOf(translated)).toBe(sarifOf(plain));
  });
});
