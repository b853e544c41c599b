import { describe, expect, it } from '@jest/globals';
import { baseRuleNotes } from '../../../src/core/scope/base-rules.ts';
import { editOf } from '../context/builders.ts';

const CONFIG = '.github/kimi-review.yml';

describe('a pull request that changes the rules of its own review', () => {
  it.each([
    ['the configuration', [editOf(CONFIG)], [CONFIG]],
    ['the attributes', [editOf('.gitattributes'), editOf('src/a.ts')], ['.gitattributes']],
    [
      'the configuration, by moving it away',
      [{ ...editOf('old.yml'), status: 'renamed', oldPath: CONFIG } as const],
      [CONFIG],
    ],
    ['nothing of the kind', [editOf('docs/.gitattributes'), editOf('kimi-review.yml')], []],
  ])('%s: the reader learns which version ruled', (_title, patches, paths) => {
    const notes = paths.map(
      (path) =>
        `${path} is changed by this pull request; this review went by the version of the base branch.`,
    );
    expect(baseRuleNotes(patches, CONFIG)).toEqual(notes);
  });
});
