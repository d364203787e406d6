"use client";
/** What the lines of the charts are called: axes by the page's words, sections by their banks'. */

import { useLocale, useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import { isAxis } from "../../lib/axes.ts";
import { inLocale } from "../../lib/locales.ts";
import { sectionsOf } from "../../lib/questions/choices.ts";
import { useView } from "../../lib/views/useView.ts";

export function useLineNames() {
  const t = useTranslations("axes");
  const locale = useLocale();
  const { data } = useView("banks", api.banks);
  const sections = new Map(sectionsOf(data?.items ?? [], "").map(({ id, title }) => [id, inLocale(title, locale)]));
  return {
    axis: (key: string) => (isAxis(key) ? t(key) : key),
    section: (key: string) => sections.get(key) ?? key,
  };
}
