"use client";
/** A scorer by a name that says where it judges, not only what it is called inside. */

import { useTranslations } from "use-intl";
import type { Scorer } from "../../lib/api/index.ts";

export function useScorerName(): (scorer: Scorer) => string {
  const t = useTranslations("scorers");
  return ({ scorer, version, model }) => (scorer === "rubric" ? t("rubric", { version }) : t("provider", { model: model || scorer }));
}
