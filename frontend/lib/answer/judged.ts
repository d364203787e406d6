/** What a score can be taken to say. */

import type { PointScore, Score } from "../api/types.ts";

/** Whether it is one: without points and a model answer there is nothing to judge by, and its 0 would say otherwise. */
export function isJudged({ gate }: Pick<Score, "gate">): boolean {
  return gate !== "form_only";
}

/** Whether the answer was read point by point: every gate but that of a pasted model answer decides all points at once. */
export function isRead({ gate }: Pick<Score, "gate">): boolean {
  return gate === null || gate === "pasted_model_answer";
}

/** The points that were decided: where a gate did, no misconception was looked for. */
export function decidedPoints(score: Pick<Score, "gate" | "points">): PointScore[] {
  return isRead(score) ? score.points : score.points.filter(({ weight }) => weight >= 0);
}

/** The words of the answer that show a verdict; that a misconception was not found shows in no words. */
export function quotesOf({ weight, verdict, evidence }: Pick<PointScore, "weight" | "verdict" | "evidence">): PointScore["evidence"] {
  return weight < 0 && verdict === "missed" ? [] : evidence;
}
