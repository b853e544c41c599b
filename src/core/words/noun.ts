/** A number with its noun; `shown` is the number as it is written, where digits are grouped. */
export type Noun = (count: number, shown?: string) => string;

/** For languages that know one and many, as English does; `#` stands for the number. */
export function oneOther(tag: string): (one: string, other: string) => Noun {
  const rules = new Intl.PluralRules(tag);
  return (one, other) => (count, shown) =>
    numbered(rules.select(count) === 'one' ? one : other, shown ?? `${count}`);
}

/** For Slavic languages: 1, 2 to 4, and 5 and more. */
export function oneFewMany(tag: string): (one: string, few: string, many: string) => Noun {
  const rules = new Intl.PluralRules(tag);
  return (one, few, many) => (count, shown) => {
    const rule = rules.select(count);
    return numbered(rule === 'one' ? one : rule === 'few' ? few : many, shown ?? `${count}`);
  };
}

/** For languages whose nouns do not count. */
export function always(form: string): Noun {
  return (count, shown) => numbered(form, shown ?? `${count}`);
}

function numbered(form: string, shown: string): string {
  return form.replace('#', () => shown);
}
