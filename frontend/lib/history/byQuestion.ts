/** The history gathered by question: how often, how well, and how it moved. */

import type { AnswerItem, Judge } from "../api/types.ts";
import { judgeOf, judgesOf, sameScorer } from "../scorers.ts";

export interface Standing {
  /** The best of the scores by `judge`. */
  best: AnswerItem | null;
  /** The scores by `judge`, oldest first: numbers of two scorers make no line. */
  scores: number[];
  /** Who gave the newest score, of the final ones if there are any. */
  judge: Judge | null;
  /** Others have given scores too; they are in neither. */
  mixed: boolean;
}

export interface Gathered extends Standing {
  question: string;
  /** The attempts, oldest first; answers to its follow-ups where they are all there is. */
  answers: AnswerItem[];
}

/** Answers to the question itself: one to a follow-up was asked something else. */
export function attemptsOf(items: AnswerItem[]): AnswerItem[] {
  return items.filter(({ asked }) => !asked);
}

/** The question answered last comes first. */
export function byQuestion(items: AnswerItem[]): Gathered[] {
  const heaps = new Map<string, AnswerItem[]>();
  for (const item of items) heaps.set(item.question_id, [item, ...(heaps.get(item.question_id) ?? [])]);
  return [...heaps].map(([question, all]) => {
    const attempts = attemptsOf(all);
    return { question, answers: attempts.length ? attempts : all, ...standingOf(attempts) };
  });
}

/** How the attempts at one question went, oldest first. */
export function standingOf(answers: AnswerItem[]): Standing {
  const scored = answers.filter(({ overall }) => overall !== null);
  const newest = scored.findLast(({ standing }) => standing === "final") ?? scored.at(-1);
  const own = newest ? scored.filter((one) => sameScorer(one, newest)) : [];
  const best = own.reduce<AnswerItem | null>((top, one) => (top === null || (one.overall ?? 0) >= (top.overall ?? 0) ? one : top), null);
  return { best, scores: own.map(({ overall }) => overall ?? 0), judge: newest ? judgeOf(newest) : null, mixed: judgesOf(scored).length > 1 };
}
