/** Where an answer stands on its way, in the steps that a person waits through. */

import type { AnswerView, Job, PointScore, Score } from "../api/types.ts";
import type { LiveAnswer } from "../stream/live.ts";

export type Stage = "accepted" | "waiting" | "reading" | "points" | "scored" | "failed";

export const STEPS: readonly Stage[] = ["accepted", "waiting", "reading", "points", "scored"];

export function stageOf(scoring: Job | undefined, live: LiveAnswer | undefined): Stage {
  if (!scoring) return "accepted";
  if (scoring.state === "failed") return "failed";
  if (scoring.state === "done") return "scored";
  // Points of a try that failed meanwhile say nothing about the next one.
  if (live?.partial && !(scoring.state === "queued" && scoring.error)) return "points";
  return scoring.state === "running" ? "reading" : "waiting";
}

/** A place in the rubric: known by its weight before its verdict has arrived. */
export interface Place {
  weight: number;
  point: PointScore | null;
}

/** The rubric in its order, with the verdicts known so far, so that a verdict lands where room was kept for it. */
export function placesOf(score: Score | null, live: LiveAnswer | undefined, weights: number[]): Place[] {
  if (score) return score.points.map((point) => ({ weight: point.weight, point }));
  const length = Math.max(live?.partial?.of ?? 0, weights.length);
  return Array.from({ length }, (_, index) => {
    const point = live?.partial?.points[index] ?? null;
    return { weight: point?.weight ?? weights[index] ?? 1, point };
  });
}

/** What an answer's state adds up to from a distance: is anything still to come? */
export function settled(view: Pick<AnswerView, "scoring" | "embedding">): boolean {
  return [view.scoring, view.embedding].every((job) => job.state === "done" || job.state === "failed");
}
