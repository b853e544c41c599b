/** A piece of a case file: `=== verb subject`, then text up to the next such line. */
export type Section = { readonly verb: string; readonly subject: string; readonly text: string };

export type CaseFile = {
  readonly header: Readonly<Record<string, string>>;
  readonly sections: readonly Section[];
};

/** Takes a case file apart: `key: value` lines, then sections. */
export function readSections(text: string): CaseFile {
  const [header = '', ...rest] = text.split(/^=== /m);
  return { header: headerOf(header), sections: rest.map(sectionOf) };
}

/** Refuses a section with a verb that is not among the known ones. */
export function refuseStrays(name: string, sections: readonly Section[], known: readonly string[]): void {
  const stray = sections.find(({ verb }) => !known.includes(verb));
  if (stray !== undefined) throw new Error(`${name}: the verb ${stray.verb} is not known.`);
}

function sectionOf(raw: string): Section {
  const end = raw.indexOf('\n');
  const [verb = '', ...subject] = raw.slice(0, end).trim().split(' ');
  const text = raw.slice(end + 1).trimEnd();
  return { verb, subject: subject.join(' '), text: text === '' ? '' : `${text}\n` };
}

function headerOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
}
