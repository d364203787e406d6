"use client";
/** The history by question: each with all that was tried at it. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import { byQuestion, type Gathered } from "../../lib/history/byQuestion.ts";
import { practiceAddress } from "../../lib/practice/address.ts";
import { useQuestionTitles } from "../../lib/views/titles.ts";
import { useView } from "../../lib/views/useView.ts";
import { useJudgeName } from "../feedback/useScorerName.ts";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import { Inline } from "../text/Inline.tsx";
import { Spark } from "../text/Spark.tsx";
import { When } from "../text/When.tsx";

export function Questions() {
  const { data, problem, reload } = useView("gathered:", api.everyAnswer);
  if (problem && !data) return <Trouble problem={problem} onRetry={reload} />;
  if (!data) return <Waiting rows={6} />;
  return (
    <ol className="rows">
      {byQuestion(data.items).map((gathered) => (
        <Row key={gathered.question} {...gathered} />
      ))}
    </ol>
  );
}

function Row({ question, answers, best, scores, judge, mixed }: Gathered) {
  const t = useTranslations("history");
  const locale = useLocale();
  const nameOf = useJudgeName();
  const titles = useQuestionTitles();
  const [first, latest] = [answers[0], answers.at(-1)];
  const [from = 0, to = 0] = [scores[0], scores.at(-1)];
  if (!first || !latest) return null;
  return (
    <li className="row question-history" data-testid="question-history">
      <Link className="row-link" href={`/${locale}/answer?id=${latest.id}`} prefetch={false}>
        <span className="row-title">
          <Inline text={titles[question] ?? question} />
        </span>
      </Link>
      <p className="meta">
        <span>{t("attempts", { count: answers.length })}</span>
        <When at={latest.created_at} />
        {best && scores.length > 1 ? <span>{t("best", { best: best.overall ?? 0 })}</span> : null}
        {mixed && judge ? <span>{t("mixed", { scorer: nameOf(judge) })}</span> : null}
      </p>
      <p className="question-links">
        <Link href={practiceAddress(locale, { id: question })} prefetch={false}>
          {t("practise")}
        </Link>
        {first.id === latest.id ? null : (
          <Link href={`/${locale}/compare?a=${first.id}&b=${latest.id}`} prefetch={false}>
            {t("compare")}
          </Link>
        )}
      </p>
      <div className="row-standing">
        <strong>{latest.overall ?? "–"}</strong>
        {scores.length > 1 ? (
          <>
            <Spark values={scores} />
            <span className="hidden">{from === to ? t("scoresSame", { last: to }) : t("scores", { first: from, last: to })}</span>
          </>
        ) : null}
      </div>
    </li>
  );
}
