import type { Words } from '../words/en.ts';

export type SectionName =
  | 'not-posted'
  | 'standing'
  | 'aside'
  | 'read'
  | 'packed'
  | 'settings'
  | 'prompt'
  | 'notes';

/** A folded part of a summary. An empty body leaves the section out. */
export type Section = { readonly name: SectionName; readonly title: string; readonly body: string };

/** In which words, and how much of everything is shown; less of it when a body would be too long for GitHub. */
export type Detail = {
  readonly words: Words;
  /** Rows of a table or entries of a list, at most. */
  readonly rowsMax: number;
  /** Whole texts of findings that have no comment, or their titles only. */
  readonly bodies: boolean;
  /** Rows for hunks that were read and settings left at their defaults, too. */
  readonly everything: boolean;
  readonly without: readonly SectionName[];
};
