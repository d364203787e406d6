"use client";
/** One question of the list, with how one stands on it. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import type { QuestionSummary } from "../../lib/api/index.ts";
import { clock } from "../../lib/format.ts";
import { inLocale } from "../../lib/locales.ts";
import { Difficulty } from "./Difficulty.tsx";
import { Inline } from "../text/Inline.tsx";

const MOST_TAGS = 3;

interface Props {
  question: QuestionSummary;
  standing?: { best: number | null; attempts: number };
}

export function QuestionRow({ question, standing }: Props) {
  const t = useTranslations("questions");
  const locale = useLocale();
  return (
    <li className="row">
      <Link className="row-link" href={`/${locale}/practice?id=${encodeURIComponent(question.id)}`} prefetch={false}>
        <span className="row-title">
          <Inline text={inLocale(question.text, locale)} />
        </span>
      </Link>
      <p className="meta">
        <span>{inLocale(question.section_title, locale)}</span>
        {question.difficulty ? <Difficulty level={question.difficulty} /> : null}
        {question.time_s ? <span>{clock(question.time_s)}</span> : null}
        {question.tags.slice(0, MOST_TAGS).map((tag) => (
          <span key={tag} className="tag">
            {tag}
          </span>
        ))}
      </p>
      {standing ? (
        <p className="row-standing">
          {standing.best === null ? null : <strong>{standing.best}</strong>}
          <span>{t("attempts", { count: standing.attempts })}</span>
        </p>
      ) : null}
    </li>
  );
}
