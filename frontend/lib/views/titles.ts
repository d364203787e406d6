"use client";
/** The words of each question by its id, for lists that know only ids. */

import { useMemo } from "react";
import { useLocale } from "use-intl";
import { api, type QuestionPage, type QuestionSummary } from "../api/index.ts";
import { inLocale } from "../locales.ts";
import { useView } from "./useView.ts";

const MOST_PAGES = 20;

export function useQuestionTitles(): Record<string, string> {
  const locale = useLocale();
  const { data } = useView("titles", everyQuestion);
  return useMemo(() => Object.fromEntries((data ?? []).map((question) => [question.id, inLocale(question.text, locale)])), [data, locale]);
}

async function everyQuestion(): Promise<QuestionSummary[]> {
  const all: QuestionSummary[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { items, next_cursor }: QuestionPage = await api.questions({ cursor });
    all.push(...items);
    cursor = next_cursor;
    if (!cursor) break;
  }
  return all;
}
