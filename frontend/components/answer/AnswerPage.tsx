"use client";
/** One answer read again, with its feedback, the other attempts and the way it went. */

import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "use-intl";
import { againAt, followUpIn } from "../../lib/answer/followups.ts";
import { api, type AnswerView, type Question } from "../../lib/api/index.ts";
import { partnerOf } from "../../lib/compare/points.ts";
import { attemptsOf, standingOf } from "../../lib/history/byQuestion.ts";
import { practiceAddress } from "../../lib/practice/address.ts";
import { useAnswer, useMyAnswers } from "../../lib/views/mine.ts";
import { useView } from "../../lib/views/useView.ts";
import { AnswerFeedback } from "../feedback/AnswerFeedback.tsx";
import { OtherScores } from "../feedback/OtherScores.tsx";
import { useJudgeName } from "../feedback/useScorerName.ts";
import { Chain } from "../followups/Chain.tsx";
import { Earlier, FollowUpHead } from "../followups/FollowUpHead.tsx";
import { QuestionHead } from "../questions/QuestionHead.tsx";
import { Empty } from "../state/Empty.tsx";
import { Delete } from "./Delete.tsx";
import { Trace } from "./Trace.tsx";

export function AnswerPage() {
  const t = useTranslations("answer");
  const locale = useLocale();
  const router = useRouter();
  const id = useSearchParams().get("id");
  const { data: view, gone } = useAnswer(id);
  const about = view?.question_id ?? null;
  const { data: question } = useView(about && `question:${about}`, () => api.question(about ?? ""));
  if (!id || gone) return <Empty title={t("none")} href={`/${locale}/history`} action={t("toHistory")} />;
  return (
    <article className="practice">
      <Head view={view} question={question} />
      {about ? <Attempts question={about} current={id} /> : null}
      <AnswerFeedback key={id} id={id} question={question} onAgain={() => view && router.push(practiceAddress(locale, { id: view.question_id, ...againAt(question, view) }))} />
      <footer className="answer-foot">
        {view ? <Chain key={`${id}:${view.score?.overall}`} id={id} question={question} /> : null}
        {view?.score ? <OtherScores id={id} /> : null}
        {view ? <Trace id={id} /> : null}
        {view ? <Delete id={id} onDone={() => router.push(`/${locale}/history`)} /> : null}
      </footer>
    </article>
  );
}

function Head({ view, question }: { view: AnswerView | undefined; question: Question | undefined }) {
  const t = useTranslations("answer");
  const locale = useLocale();
  if (!question || !view) return question ? <QuestionHead question={question} /> : <h1 className="hidden">{t("title")}</h1>;
  // The follow-up was the question, even if the answer before it has been deleted since.
  if (view.asked) return <FollowUpHead question={question} asked={followUpIn(question, view.asked, locale)} parent={view.parent_id} />;
  return (
    <>
      <QuestionHead question={question} />
      {view.parent_id ? (
        <p className="meta">
          <Earlier id={view.parent_id} />
        </p>
      ) : null}
    </>
  );
}

function compareAddress(locale: string, one: { id: string; attempt: number }, current: string): string {
  return `/${locale}/compare?${new URLSearchParams({ a: one.id, b: current })}`;
}

function Attempts({ question, current }: { question: string; current: string }) {
  const t = useTranslations("answer");
  const locale = useLocale();
  const nameOf = useJudgeName();
  const { data } = useMyAnswers(question);
  const attempts = attemptsOf(data?.items ?? []).toReversed();
  if (!attempts.length || (attempts.length === 1 && attempts[0]?.id === current)) return null;
  const partner = partnerOf(attempts, current);
  const { best, judge, mixed } = standingOf(attempts);
  return (
    <nav className="attempts" aria-label={t("attempts")}>
      {attempts.map((item) => (
        <Link key={item.id} href={`/${locale}/answer?id=${item.id}`} aria-current={item.id === current ? "page" : undefined} prefetch={false}>
          {t("attempt", { attempt: item.attempt })} <strong>{item.overall ?? "–"}</strong>
          <span> {[item.id === best?.id ? t("best") : "", item.id === attempts.at(-1)?.id ? t("latest") : ""].filter(Boolean).join(" · ")}</span>
        </Link>
      ))}
      {partner ? (
        <Link className="compare-link" href={compareAddress(locale, partner, current)} prefetch={false} data-testid="to-compare">
          {t("compare")}
        </Link>
      ) : null}
      {mixed && judge ? <p className="faint">{t("mixed", { scorer: nameOf(judge) })}</p> : null}
    </nav>
  );
}
