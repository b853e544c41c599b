import picomatch from 'picomatch';

/** What .gitattributes says of one path: `true` set, `false` unset, null not mentioned. */
export type LinguistMarks = { readonly generated: boolean | null; readonly vendored: boolean | null };

/**
 * Reads a root .gitattributes the way git does: the last line that matches decides, attribute by attribute;
 * `-name` and `name=false` unset, `!name` takes the decision back. A pattern without a slash matches the file
 * name in any folder; one that ends in a slash matches nothing, since attributes are for files.
 */
export function attributesOf(text: string): (path: string) => LinguistMarks {
  const rules = text.split('\n').flatMap(readRule);
  return (path) => {
    const marks: { generated: boolean | null; vendored: boolean | null } = {
      generated: null,
      vendored: null,
    };
    for (const rule of rules) {
      if (!rule.matches(path)) continue;
      if (rule.generated !== undefined) marks.generated = rule.generated;
      if (rule.vendored !== undefined) marks.vendored = rule.vendored;
    }
    return marks;
  };
}

/** `undefined`: the line does not speak of the attribute. */
type AttributeRule = {
  readonly matches: (path: string) => boolean;
  readonly generated: boolean | null | undefined;
  readonly vendored: boolean | null | undefined;
};

function readRule(line: string): AttributeRule[] {
  const trimmed = line.trim();
  if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith('[attr]')) return [];
  const { pattern, rest } = splitPattern(trimmed);
  const words = rest.split(/[ \t]+/).filter((word) => word !== '');
  const generated = stateOf('linguist-generated', words);
  const vendored = stateOf('linguist-vendored', words);
  // git refuses negative patterns here: "Negative patterns are ignored in git attributes".
  if (pattern.startsWith('!') || pattern.endsWith('/')) return [];
  if (generated === undefined && vendored === undefined) return [];
  return [{ matches: attributeMatcher(pattern), generated, vendored }];
}

/** A pattern that starts with a double quote is C-quoted, so that it can hold spaces. */
function splitPattern(line: string): { pattern: string; rest: string } {
  const quoted = /^"((?:[^"\\]|\\.)*)"(.*)$/.exec(line);
  if (quoted !== null) {
    return { pattern: (quoted[1] ?? '').replaceAll(/\\(.)/g, '$1'), rest: quoted[2] ?? '' };
  }
  const bare = /^(\S+)(.*)$/.exec(line);
  return { pattern: bare?.[1] ?? '', rest: bare?.[2] ?? '' };
}

function stateOf(name: string, words: readonly string[]): boolean | null | undefined {
  let state: boolean | null | undefined;
  for (const word of words) {
    if (word === name || word === `${name}=true`) state = true;
    if (word === `-${name}` || word === `${name}=false`) state = false;
    if (word === `!${name}`) state = null;
  }
  return state;
}

function attributeMatcher(pattern: string): (path: string) => boolean {
  const rooted = pattern.startsWith('/') ? pattern.slice(1) : pattern;
  const glob = pattern.includes('/') ? rooted : `**/${rooted}`;
  return picomatch(glob, { dot: true, nobrace: true, noextglob: true, nonegate: true });
}
