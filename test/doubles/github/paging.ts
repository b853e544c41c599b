import { type Answer, type Call, json } from './exchange.ts';

const PER_PAGE_DEFAULT = 30;
const PER_PAGE_MAX = 100;

export type Page = { readonly number: number; readonly size: number };

/** `page` and `per_page` as GitHub reads them: nonsense counts as not given, too much as the maximum. */
export function pageOf(query: URLSearchParams): Page {
  const size = positive(query.get('per_page')) ?? PER_PAGE_DEFAULT;
  return { number: positive(query.get('page')) ?? 1, size: Math.min(PER_PAGE_MAX, size) };
}

export function onPage<Item>(items: readonly Item[], page: Page): Item[] {
  return items.slice((page.number - 1) * page.size, page.number * page.size);
}

/** One page as JSON, with the `Link` header that leads on. */
export function pageAnswer<Item>(call: Call, items: readonly Item[], face: (item: Item) => unknown): Answer {
  const page = pageOf(call.query);
  return json(onPage(items, page).map(face), 200, linkHeader(call.address, page, items.length));
}

export function linkHeader(address: URL, page: Page, count: number): Record<string, string> {
  const last = Math.max(1, Math.ceil(count / page.size));
  const targets: [string, number][] = [
    ...(page.number > 1 ? ([['prev', Math.min(page.number - 1, last)]] satisfies [string, number][]) : []),
    ...(page.number < last
      ? ([
          ['next', page.number + 1],
          ['last', last],
        ] satisfies [string, number][])
      : []),
    ...(page.number > 1 ? ([['first', 1]] satisfies [string, number][]) : []),
  ];
  if (targets.length === 0) return {};
  const links = targets.map(([relation, number]) => {
    const target = new URL(address);
    target.searchParams.set('page', String(number));
    return `<${target}>; rel="${relation}"`;
  });
  return { link: links.join(', ') };
}

function positive(text: string | null): number | null {
  const number = Number(text);
  return text !== null && Number.isInteger(number) && number > 0 ? number : null;
}
