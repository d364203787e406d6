/** The points of scorings under way, kept for this tab: no event brings them a second time to a page that is reloaded. */

import type { LiveAnswer } from "./live.ts";

const SHELF = "backtalk:unfinished";

type Answers = Record<string, LiveAnswer>;

export function keepUnfinished(shelf: Storage | undefined, answers: Answers): void {
  const kept = Object.entries(answers).flatMap(([id, { partial }]) => (partial ? [[id, { partial }] as const] : []));
  try {
    if (kept.length) shelf?.setItem(SHELF, JSON.stringify(Object.fromEntries(kept)));
    else shelf?.removeItem(SHELF);
  } catch {
    // A full shelf costs a reload the points so far; the score brings them all.
  }
}

export function readUnfinished(shelf: Storage | undefined): Answers {
  try {
    return JSON.parse(shelf?.getItem(SHELF) ?? "{}") as Answers;
  } catch {
    return {};
  }
}
