"use client";
/** Which of one's answers is followed: the one in the address, else the one that was begun with, else the newest. */

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import type { AnswerItem, AnswerView } from "../../lib/api/index.ts";
import { useAnswer, useMyAnswers } from "../../lib/views/mine.ts";

const SHOWN = 10;
/** What the address names is no id at all. */
const MALFORMED = 422;

export type Candidate = Pick<AnswerItem, "id" | "question_id" | "asked" | "created_at">;

export function useChosen(begun: string | null) {
  const wanted = useSearchParams().get("answer");
  const router = useRouter();
  const path = usePathname();
  const mine = useMyAnswers();
  const recent = mine.data?.items.slice(0, SHOWN) ?? [];
  const [asked, held] = [useThere(wanted), useThere(begun)];
  const id = asked ?? held ?? recent[0]?.id ?? null;
  const { data: view } = useAnswer(id);
  return {
    id,
    view,
    candidates: withChosen(recent, view),
    mine,
    missing: wanted !== null && asked === null,
    choose: (answer: string): void => router.replace(`${path}?${new URLSearchParams({ answer })}`, { scroll: false }),
  };
}

/** The id, unless it is known to be nobody's. */
function useThere(id: string | null): string | null {
  const { gone, problem } = useAnswer(id);
  return gone || problem?.status === MALFORMED ? null : id;
}

/** An older answer that somebody came for stands below the last ones. */
function withChosen(recent: readonly AnswerItem[], view: AnswerView | undefined): Candidate[] {
  return !view || recent.some(({ id }) => id === view.id) ? [...recent] : [...recent, view];
}
