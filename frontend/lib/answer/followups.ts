/** What an interviewer may ask next, in the order in which the scorer would ask it. */

import type { AnswerView, Locale, Question, Score } from "../api/types.ts";
import { inLocale } from "../locales.ts";
import type { Practising } from "../practice/address.ts";

export interface FollowUp {
  /** Null for one that only the scorer knows. */
  id: string | null;
  text: string;
  /** It gives another chance at a point that is not made; which one would be half its answer. */
  chance: boolean;
}

/** `answered`: the follow-up that the answer is one to; it is not asked again. */
export function followUpsOf(question: Question, score: Score, locale: Locale, answered: string | null = null): FollowUp[] {
  const asked = score.follow_ups.map((text) => followUpKnownAs(question, text) ?? text);
  const rest = question.followups.filter((one) => !asked.includes(one));
  const done = (answered && followUpKnownAs(question, answered)) || answered;
  return [...asked, ...rest].filter((one) => one !== done).map((one) =>
    typeof one === "string" ? { id: null, text: one, chance: false } : { id: one.id, text: inLocale(one.text, locale), chance: chanceOf(one.aims_at, score) },
  );
}

function chanceOf(aim: string | null, { points }: Score): boolean {
  return points.some(({ id, weight, verdict }) => id === aim && weight > 0 && verdict !== "met");
}

/** The words of a follow-up as they were asked, in the page's language where the bank has them. */
export function followUpIn(question: Question | undefined, asked: string, locale: Locale): string {
  const known = followUpKnownAs(question, asked);
  return known ? inLocale(known.text, locale) : asked;
}

/** What an answer answered, for another try at it: a follow-up, as long as the answer that it goes on from is there. */
export function againAt(question: Question | undefined, { parent_id, asked }: Pick<AnswerView, "parent_id" | "asked">): Omit<Practising, "id"> {
  if (!parent_id || !asked) return {};
  const known = followUpKnownAs(question, asked);
  return { parent: parent_id, ...(known ? { followup: known.id } : { asked }) };
}

/** One's answers to the same: to this follow-up, in whichever language it was asked, or to the question itself. */
export function answersTo<T extends { asked: string | null }>(question: Question, asked: string | null, items: T[]): T[] {
  const name = (words: string): string => followUpKnownAs(question, words)?.id ?? onOneLine(words);
  return items.filter((item) => (item.asked && asked ? name(item.asked) === name(asked) : !item.asked && !asked));
}

/** An answer keeps what was asked on one line. Of two with the same words the one that has a model answer, as the scorer takes it. */
export function followUpKnownAs(question: Question | undefined, asked: string): Question["followups"][number] | undefined {
  const same = question?.followups.filter(({ text }) => [text.ko, text.en].some((words) => words && onOneLine(words) === onOneLine(asked))) ?? [];
  return same.find(({ answer }) => answer?.ko?.trim() || answer?.en?.trim()) ?? same[0];
}

function onOneLine(words: string): string {
  return words.trim().split(/\s+/).join(" ");
}
