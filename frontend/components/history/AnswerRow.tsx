"use client";
/** One answer of the history. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import type { AnswerItem } from "../../lib/api/index.ts";
import { plain } from "../../lib/text/plain.ts";
import { useQuestionTitles } from "../../lib/views/titles.ts";
import { When } from "../text/When.tsx";
import { Inline } from "../text/Inline.tsx";

export function AnswerRow({ item }: { item: AnswerItem }) {
  const t = useTranslations("history");
  const locale = useLocale();
  const titles = useQuestionTitles();
  return (
    <li className="row answer-row" data-answer={item.id}>
      <Link className="row-link" href={`/${locale}/answer?id=${item.id}`} prefetch={false}>
        <span className="row-title">
          <Inline text={item.asked ?? titles[item.question_id] ?? item.question_id} />
        </span>
      </Link>
      <p className="row-snippet" lang={item.lang}>
        {plain(item.snippet)}
      </p>
      <p className="meta">
        <span>{item.asked ? t("followUp") : t("attempt", { attempt: item.attempt })}</span>
        <When at={item.created_at} />
      </p>
      <p className="row-standing">{item.overall === null ? <span>{t(`state.${item.scoring.state}`)}</span> : <strong>{item.overall}</strong>}</p>
    </li>
  );
}
