/** How one stands on each question: the best score by one's usual scorer, and how often it was tried. */

import type { AnswerItem, Progress } from "../api/types.ts";

export type Standings = Record<string, { best: number | null; attempts: number }>;

/** `scored`: every question that the usual scorer judged; `newest`: the newest answers, with those that nobody has judged yet. */
export function standingsOf(scored: Progress["questions"], newest: AnswerItem[]): Standings {
  const standings: Standings = {};
  for (const { question_id, best, scored: attempts } of scored) standings[question_id] = { best, attempts };
  for (const { question_id, attempt } of newest) {
    const known = standings[question_id];
    standings[question_id] = { best: known?.best ?? null, attempts: Math.max(known?.attempts ?? 0, attempt) };
  }
  return standings;
}
