/** What the questions are narrowed by; the address holds it. */

export const FILTERS = ["bank", "section", "axis", "difficulty", "tag", "q"] as const;

export type Filter = Record<(typeof FILTERS)[number], string>;

export function filterOf(query: { get: (name: string) => string | null }): Filter {
  return Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? ""])) as Filter;
}

/** Another bank has other sections and tags: what was chosen of the old one would only show an empty list. */
export function changed(filter: Filter, change: Partial<Filter>): Filter {
  const left = change.bank !== undefined && change.bank !== filter.bank ? { section: "", tag: "" } : {};
  return { ...filter, ...left, ...change };
}

export function addressOf(path: string, filter: Filter): string {
  const chosen = Object.entries(filter).filter(([, value]) => value);
  return chosen.length ? `${path}?${new URLSearchParams(chosen)}` : path;
}

/** How many of the less usual filters are set: those that a narrow page folds away. */
export function foldedCount({ axis, difficulty, tag }: Filter): number {
  return [axis, difficulty, tag].filter(Boolean).length;
}
