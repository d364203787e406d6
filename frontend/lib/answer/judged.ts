/** Whether a score is one: without points and a model answer there is nothing to judge by, and its 0 would say otherwise. */

import type { Score } from "../api/types.ts";

export function isJudged({ gate }: Pick<Score, "gate">): boolean {
  return gate !== "form_only";
}
