"use client";
/** One's own answers and one answer, each with what the stream has said since. */

import { useMemo } from "react";
import { isJudged } from "../answer/judged.ts";
import { api, type AnswerItem, type AnswerPage, type AnswerView, type Score } from "../api/index.ts";
import { standingsOf, type Standings } from "../questions/standings.ts";
import { overlay, type LiveAnswer } from "../stream/live.ts";
import { useAllLive, useLive } from "../stream/useStream.ts";
import type { Entry } from "./cache.ts";
import { useView } from "./useView.ts";

type View<T> = Entry<T> & { reload: () => void };

export function useMyAnswers(question: string | null = null): View<AnswerPage> {
  const view = useView(`answers:${question ?? "all"}`, () => api.answers({ question_id: question }));
  const live = useAllLive();
  const data = useMemo(() => view.data && { ...view.data, items: laidOver(view.data, live) }, [view.data, live]);
  return { ...view, data };
}

function laidOver(page: AnswerPage, live: Record<string, LiveAnswer>): AnswerItem[] {
  return page.items
    .filter((item) => (live[item.id]?.deleted ?? 0) <= page.seq)
    .map((item) => {
      const now = overlay(item, page.seq, live[item.id]);
      return now === item ? item : { ...now, ...(now.score ? numberOf(now.score) : {}) };
    });
}

/** The number goes with whose it is. */
function numberOf(score: Score): Partial<AnswerItem> {
  const { scorer, version, model, standing } = score.provenance;
  return { overall: isJudged(score) ? score.overall : null, scorer, version, model, standing };
}

export function useAnswer(id: string | null): View<AnswerView> & { live: LiveAnswer | undefined; gone: boolean } {
  const view = useView(id && `answer:${id}`, () => api.answer(id ?? ""));
  const live = useLive(id);
  const data = useMemo(() => view.data && overlay(view.data, view.data.seq, live), [view.data, live]) as AnswerView | undefined;
  return { ...view, data, live, gone: live?.deleted !== undefined || view.problem?.status === 404 };
}

/** The best result of each question by one's usual scorer, and how often it was tried: what a list can show at a glance. */
export function useStandings(): Standings {
  const { data: mine } = useMyAnswers();
  const { data: progress } = useView("progress:null", () => api.progress());
  return useMemo(() => standingsOf(progress?.questions ?? [], mine?.items ?? []), [progress, mine]);
}
