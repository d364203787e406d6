/** How long the server finds a text: in code points, not UTF-16 units. */

/** What a server takes unless its host has set another limit; then it says so itself. */
export const LIMIT = 20_000;

export function lengthOf(text: string): number {
  let points = 0;
  for (const _ of text) points++;
  return points;
}
