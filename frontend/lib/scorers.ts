/** Whose numbers may be set against each other: those of one scorer, one version of it, one model, and no estimate among them. */

import type { Judge } from "./api/types.ts";

/** Of a score or of an answer; one that was never judged has none of it. */
export type Judged = { [K in keyof Judge]?: Judge[K] | null };

export function sameScorer(a: Judged, b: Judged): boolean {
  // an event of old does not say that a score is no estimate
  return a.scorer === b.scorer && a.version === b.version && a.model === b.model && (a.standing ?? "final") === (b.standing ?? "final");
}

/** What a judge is written with, if the answer was judged at all. */
export function judgeOf({ scorer, version, model, standing }: Judged): Judge | null {
  return scorer ? { scorer, version: version ?? "", model: model ?? "", standing: standing ?? "final" } : null;
}

/** Each judge once, in the order in which they come. */
export function judgesOf(items: readonly Judged[]): Judge[] {
  const judges: Judge[] = [];
  for (const item of items) {
    const judge = judgeOf(item);
    if (judge && !judges.some((one) => sameScorer(one, judge))) judges.push(judge);
  }
  return judges;
}
