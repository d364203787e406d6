"use client";
/** The question as an interviewer asks it, and what it looks at. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import type { Question } from "../../lib/api/index.ts";
import { isAxis } from "../../lib/axes.ts";
import { inLocale } from "../../lib/locales.ts";
import { Difficulty } from "./Difficulty.tsx";
import { Inline } from "../text/Inline.tsx";

export function QuestionHead({ question, oneMinute = false }: { question: Question; oneMinute?: boolean }) {
  const t = useTranslations();
  const locale = useLocale();
  const text = (oneMinute && inLocale(question.one_minute, locale)) || inLocale(question.text, locale);
  return (
    <header className="question-head">
      <p className="meta">
        <Link className="section-link" href={`/${locale}?section=${encodeURIComponent(question.section)}`}>
          {inLocale(question.section_title, locale)}
        </Link>
        <span>{question.axes.map((axis) => (isAxis(axis) ? t(`axes.${axis}`) : axis)).join(" · ")}</span>
        {question.difficulty ? <Difficulty level={question.difficulty} /> : null}
        {question.tags.map((tag) => (
          <Link key={tag} className="tag" href={`/${locale}?tag=${encodeURIComponent(tag)}`} prefetch={false}>
            {tag}
          </Link>
        ))}
      </p>
      <h1>
        <Inline text={text} />
      </h1>
    </header>
  );
}
