/** The history gathered by question: how often, how well, and how it moved. */

import type { AnswerItem } from "../api/types.ts";

export interface Gathered {
  question: string;
  /** Oldest first. */
  answers: AnswerItem[];
  best: AnswerItem | null;
  /** The scores by the scorer of the newest scored answer, oldest first: numbers of two scorers make no line. */
  scores: number[];
}

/** The question answered last comes first. */
export function byQuestion(items: AnswerItem[]): Gathered[] {
  const heaps = new Map<string, AnswerItem[]>();
  for (const item of items) heaps.set(item.question_id, [item, ...(heaps.get(item.question_id) ?? [])]);
  return [...heaps].map(([question, answers]) => ({ question, answers, ...judged(answers) }));
}

function judged(answers: AnswerItem[]): Pick<Gathered, "best" | "scores"> {
  const scorer = answers.findLast(({ overall }) => overall !== null)?.scorer;
  const own = answers.filter((one) => one.overall !== null && one.scorer === scorer);
  const best = own.reduce<AnswerItem | null>((top, one) => (top === null || (one.overall ?? 0) >= (top.overall ?? 0) ? one : top), null);
  return { best, scores: own.map(({ overall }) => overall ?? 0) };
}
