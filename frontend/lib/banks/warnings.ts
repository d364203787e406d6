/** What the reader of sheets remarks: whether it has to be seen before one confirms, and which of its words are the sheet's own. */

import type { ImportWarning } from "../api/index.ts";

/** Something of the sheet became no question or no answer, or perhaps the wrong one of the two. */
const NOT_AS_MEANT = new Set([
  "asks",
  "before-section",
  "blank-item",
  "empty-answer",
  "label",
  "listed",
  "loose",
  "no-question",
  "outside",
  "placeholder",
  "rubric",
  "unclosed-details",
  "unmarked",
]);

/** Few are read in passing; of many only those that may cost a question or an answer are worth the room. */
export function areUrgent(warnings: Pick<ImportWarning, "code">[]): boolean {
  return warnings.length <= 10 || warnings.some(({ code }) => NOT_AS_MEANT.has(code));
}

/** `name` in a remark's message is quoted from the sheet. */
export function quotedIn(message: string): string[] {
  return [...message.matchAll(/`([^`]+)`/g)].map((found) => found[1] as string);
}
