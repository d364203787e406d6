/** How long the server finds a text: in code points, not UTF-16 units. */

/** The longest answer that the server takes. One of a version before does not say; it checks all the same. */
export function limitOf(question: { answer_max_chars?: number }): number {
  return question.answer_max_chars ?? Number.POSITIVE_INFINITY;
}

export function lengthOf(text: string): number {
  let points = 0;
  for (const _ of text) points++;
  return points;
}
