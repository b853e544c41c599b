/** Languages whose imports are understood. The rest of the repository is found by names alone. */
export type Language =
  | 'script'
  | 'python'
  | 'go'
  | 'java'
  | 'kotlin'
  | 'rust'
  | 'c'
  | 'csharp'
  | 'ruby'
  | 'php'
  | 'swift';

const BY_EXTENSION: Readonly<Record<string, Language>> = {
  ts: 'script',
  tsx: 'script',
  mts: 'script',
  cts: 'script',
  js: 'script',
  jsx: 'script',
  mjs: 'script',
  cjs: 'script',
  vue: 'script',
  svelte: 'script',
  py: 'python',
  pyi: 'python',
  go: 'go',
  java: 'java',
  kt: 'kotlin',
  kts: 'kotlin',
  rs: 'rust',
  c: 'c',
  h: 'c',
  cc: 'c',
  cpp: 'c',
  cxx: 'c',
  hh: 'c',
  hpp: 'c',
  hxx: 'c',
  m: 'c',
  mm: 'c',
  cs: 'csharp',
  rb: 'ruby',
  rake: 'ruby',
  php: 'php',
  swift: 'swift',
};

/** The language a path is written in, by its extension; null when its imports are not understood. */
export function languageOf(path: string): Language | null {
  return BY_EXTENSION[extensionOf(path)] ?? null;
}

/** `ts` for `src/a.test.ts`, empty without one. */
export function extensionOf(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/** `a.test` for `src/a.test.ts`. */
export function stemOf(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? name : name.slice(0, dot);
}

/** The folder of a path; empty at the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
