/** What an interviewer may ask next, in the order in which the scorer would ask it. */

import type { AnswerView, Locale, Question, Score } from "../api/types.ts";
import { inLocale } from "../locales.ts";
import type { Practising } from "../practice/address.ts";

export interface FollowUp {
  /** Null for one that only the scorer knows. */
  id: string | null;
  text: string;
  /** The point of the rubric that it gives another chance at, while that is not made. */
  chance: string | null;
}

/** `answered`: the follow-up that the answer is one to; it is not asked again. */
export function followUpsOf(question: Question, score: Score, locale: Locale, answered: string | null = null): FollowUp[] {
  const asked = score.follow_ups.map((text) => followUpKnownAs(question, text) ?? text);
  const rest = question.followups.filter((one) => !asked.includes(one));
  const done = (answered && followUpKnownAs(question, answered)) || answered;
  return [...asked, ...rest].filter((one) => one !== done).map((one) =>
    typeof one === "string" ? { id: null, text: one, chance: null } : { id: one.id, text: inLocale(one.text, locale), chance: chanceOf(one.aims_at, score) },
  );
}

function chanceOf(aim: string | null, { points }: Score): string | null {
  const point = points.find(({ id }) => id === aim);
  return point && point.weight > 0 && point.verdict !== "met" ? point.text : null;
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

/** An answer keeps what was asked on one line. Of two with the same words the one that has a model answer, as the scorer takes it. */
export function followUpKnownAs(question: Question | undefined, asked: string): Question["followups"][number] | undefined {
  const same = question?.followups.filter(({ text }) => [text.ko, text.en].some((words) => words && onOneLine(words) === onOneLine(asked))) ?? [];
  return same.find(({ answer }) => answer?.ko?.trim() || answer?.en?.trim()) ?? same[0];
}

function onOneLine(words: string): string {
  return words.trim().split(/\s+/).join(" ");
}
