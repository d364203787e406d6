"use client";
/** A follow-up as it is asked: after which answer, to which question. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import type { Question } from "../../lib/api/index.ts";
import { inLocale } from "../../lib/locales.ts";
import { useAnswer } from "../../lib/views/mine.ts";
import { Inline } from "../text/Inline.tsx";

export function FollowUpHead({ question, asked, parent }: { question: Question; asked: string | null; parent: string | null }) {
  const t = useTranslations("practice");
  const locale = useLocale();
  return (
    <header className="question-head" data-testid="followup-head">
      <p className="meta">
        <span className="section-link">{t("followUp")}</span>
        {parent ? <Earlier id={parent} /> : null}
      </p>
      <h1>
        <Inline text={asked ?? inLocale(question.text, locale)} />
      </h1>
      {asked ? (
        <p className="faint first-asked">
          {t("firstAsked")} <Inline text={inLocale(question.text, locale)} />
        </p>
      ) : null}
    </header>
  );
}

/** Goes back to the answer that was followed up on. */
export function Earlier({ id }: { id: string }) {
  const t = useTranslations("practice");
  const locale = useLocale();
  const { data, gone } = useAnswer(id);
  if (gone || !data) return null;
  return <Link href={`/${locale}/answer?id=${id}`}>{t("after", { attempt: data.attempt })}</Link>;
}
