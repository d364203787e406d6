/** How long the server finds a text: in code points, not UTF-16 units. */

export function lengthOf(text: string): number {
  let points = 0;
  for (const _ of text) points++;
  return points;
}
