"use client";
/** The words of each question by its id, for lists that know only ids. */

import { useMemo } from "react";
import { useLocale } from "use-intl";
import { api } from "../api/index.ts";
import { inLocale } from "../locales.ts";
import { useView } from "./useView.ts";

export function useQuestionTitles(): Record<string, string> {
  const locale = useLocale();
  const { data } = useView("titles", () => api.everyQuestion());
  return useMemo(() => Object.fromEntries((data ?? []).map((question) => [question.id, inLocale(question.text, locale)])), [data, locale]);
}
