"use client";
/** A scorer by a name that says where it judges, not only what it is called inside. */

import { useTranslations } from "use-intl";
import type { Judge, Scorer } from "../../lib/api/index.ts";

export function useScorerName(): (scorer: Scorer) => string {
  const t = useTranslations("scorers");
  return ({ scorer, version, model }) => (scorer === "rubric" ? t("rubric", { version }) : t("provider", { model: model || scorer }));
}

/** With a word more for an estimate. */
export function useJudgeName(): (judge: Judge) => string {
  const t = useTranslations("scorers");
  const nameOf = useScorerName();
  return (judge) => (judge.standing === "interim" ? t("interim", { scorer: nameOf(judge) }) : nameOf(judge));
}
