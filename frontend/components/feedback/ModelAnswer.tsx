"use client";
/** How a strong candidate might say it; folded, so that one's own words come first. */

import { useLocale, useTranslations } from "use-intl";
import type { Question } from "../../lib/api/index.ts";
import { inLocale } from "../../lib/locales.ts";
import { Prose } from "../text/Prose.tsx";

export function ModelAnswer({ question }: { question: Question }) {
  const t = useTranslations("feedback");
  const text = inLocale(question.answer, useLocale());
  if (!text) return null;
  return (
    <details className="fold model-answer">
      <summary>{t("modelAnswer")}</summary>
      <Prose text={text} />
    </details>
  );
}
