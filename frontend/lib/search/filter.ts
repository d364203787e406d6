/** What a search is narrowed to; the address holds it, in days as the person counts them. */

export const FILTERS = ["bank", "section", "axis", "since", "until"] as const;

export type SearchFilter = Record<(typeof FILTERS)[number], string>;

export function searchFilterOf(query: { get: (name: string) => string | null }): SearchFilter {
  return Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? ""])) as SearchFilter;
}

export function searchAddress(path: string, q: string, filter: SearchFilter): string {
  const chosen = Object.entries({ q, ...filter }).filter(([, value]) => value);
  return chosen.length ? `${path}?${new URLSearchParams(chosen)}` : path;
}

/** A day begins at midnight where the person is, and `until` a day means to its end. */
export function searchQuery({ since, until, ...rest }: SearchFilter): Record<string, string> {
  return { ...rest, since: midnight(since, 0), until: midnight(until, 1) };
}

function midnight(day: string, later: number): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) return "";
  const [, year, month, date] = parts;
  return new Date(Number(year), Number(month) - 1, Number(date) + later).toISOString();
}

/** The words of a search where they stand in a text; a search by meaning may find none of them. */
export function markWords(text: string, q: string): { text: string; hit: boolean }[] {
  const words = q.split(/\s+/).filter((word) => word.length > 1).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!words.length) return [{ text, hit: false }];
  const pieces = text.split(new RegExp(`(${words.join("|")})`, "giu"));
  return pieces.map((piece, index) => ({ text: piece, hit: index % 2 === 1 })).filter((piece) => piece.text);
}

/** Whether all words of a search stand in a text. */
export function hasWords(text: string, q: string): boolean {
  const words = q.normalize().toLowerCase().split(/\s+/).filter(Boolean);
  const said = text.normalize().toLowerCase();
  return words.length > 0 && words.every((word) => said.includes(word));
}

/**
 * Below this a hit is called less related (bench/SEARCH.md, "The scale that people read"): of unrelated answers one in twenty
 * comes above it for a query of a few words, and half of them for a whole question.
 */
export const LESS_RELATED = 0.2;

/** How many of the hits, nearest first, come before those that are less related; one that has the words is no such. */
export function closeOnes(hits: { similarity: number; snippet: string }[], q: string): number {
  return hits.findLastIndex(({ similarity, snippet }) => similarity >= LESS_RELATED || hasWords(snippet, q)) + 1;
}

/** The passage where it stands in a snippet, which may end before it does; the server counts code points. */
export function markPassage(text: string, { start, end }: { start: number; end: number }): { text: string; hit: boolean }[] {
  const points = [...text];
  const piece = (from: number, to: number, hit: boolean) => ({ text: points.slice(Math.max(0, from), Math.max(0, to)).join(""), hit });
  return [piece(0, start, false), piece(start, end, true), piece(Math.max(0, end), points.length, false)].filter(({ text: words }) => words);
}
