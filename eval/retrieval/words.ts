/** Everyday words, so that a search for a common one finds too much. */
export const NOUNS = [
  'order',
  'user',
  'parcel',
  'rate',
  'quota',
  'batch',
  'label',
  'window',
  'vendor',
  'slot',
  'token',
  'status',
];
export const VERBS = [
  'collect',
  'merge',
  'resolve',
  'load',
  'check',
  'apply',
  'rank',
  'refresh',
  'store',
  'compare',
];
export const ENDS = [
  'Totals',
  'ByDay',
  'Limits',
  'Changes',
  'Entries',
  'Summary',
  'Names',
  'Config',
  'State',
];

export function pick(words: readonly string[], seed: number): string {
  return words[seed % words.length] ?? '';
}

export const upper = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
export const snake = (word: string): string =>
  word.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
