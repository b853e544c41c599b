/** Languages of the sets. A case is written in one; files of other kinds (SQL, YAML, ...) may stand beside it. */
export const LANGUAGES = [
  'typescript',
  'javascript',
  'python',
  'go',
  'java',
  'kotlin',
  'rust',
  'c',
  'csharp',
  'ruby',
  'php',
  'swift',
] as const;

export type Language = (typeof LANGUAGES)[number];
