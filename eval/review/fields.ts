const FIELD = /^(severity|tier|category|description|patterns|side): ?(.*)$/;

/** `key: value` lines; a line without a known key goes on with the value before it. */
export function readFields(text: string): Record<string, string> {
  const fields: Record<string, string> = {};
  let current: string | null = null;
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [, key, value = ''] = FIELD.exec(line) ?? [];
    if (key === undefined && current === null) fields[line] = 'is not "key: value" with a known key';
    else if (key === undefined && current !== null) fields[current] = `${fields[current]} ${line.trim()}`;
    else if (key !== undefined) {
      fields[key] = value.trim();
      current = key;
    }
  }
  return fields;
}

/** Patterns in one line, parted by ` || `. */
export function patternsOf(where: string, text: string): RegExp[] {
  const sources = text.split(/\s*\|\|\s*/).filter((source) => source !== '');
  return sources.map((source) => patternOf(where, source));
}

export function patternOf(where: string, source: string): RegExp {
  try {
    return new RegExp(source, 'i');
  } catch (cause) {
    throw new Error(`${where}: ${JSON.stringify(source)} is not a regular expression.`, { cause });
  }
}
