"use client";
/** One question: the editor until an answer is sent, then the answer with what comes back. */

import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import { limitOf } from "../../lib/draft/length.ts";
import { inLocale } from "../../lib/locales.ts";
import { draftName, practiceAddress } from "../../lib/practice/address.ts";
import { useView } from "../../lib/views/useView.ts";
import { AnswerFeedback } from "../feedback/AnswerFeedback.tsx";
import { FollowUpHead } from "../followups/FollowUpHead.tsx";
import { QuestionHead } from "../questions/QuestionHead.tsx";
import { Empty } from "../state/Empty.tsx";
import { SignInFirst } from "../state/SignInFirst.tsx";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import { Editor } from "./Editor.tsx";
import { Preparation } from "./Preparation.tsx";

export function Practice() {
  const t = useTranslations("practice");
  const locale = useLocale();
  const query = useSearchParams();
  const router = useRouter();
  const id = query.get("id");
  const [answer, parent, followup, words] = [query.get("answer"), query.get("parent"), query.get("followup"), query.get("asked")];
  const [oneMinute, setOneMinute] = useState(false);
  // The button that was pressed goes with the feedback; the focus would fall back to the top of the page.
  const [again, setAgain] = useState(false);
  const { data: question, problem, reload } = useView(id && `question:${id}`, () => api.question(id ?? ""));
  const show = (answer: string | null): void => router.replace(practiceAddress(locale, { id: id ?? "", parent, followup, asked: words, answer }), { scroll: false });

  if (!id || (problem?.status === 404 && !question)) return <Empty title={t("noQuestion")} href={`/${locale}`} action={t("choose")} />;
  // A question that could not be read anew is still the one that somebody is writing about.
  if (!question) return problem ? <Trouble problem={problem} onRetry={reload} /> : <Waiting rows={6} />;
  const name = draftName({ id, parent, followup, asked: words });
  const asked = parent ? inLocale(question.followups.find((one) => one.id === followup)?.text, locale) || words : null;
  return (
    <article className="practice">
      <SignInFirst />
      {parent ? <FollowUpHead question={question} asked={asked} parent={parent} /> : <QuestionHead question={question} oneMinute={oneMinute} />}
      {answer ? (
        <AnswerFeedback key={answer} id={answer} question={question} asked={asked} fresh onAgain={() => (setAgain(true), show(null))} />
      ) : (
        <div className="desk">
          <Editor key={name} name={name} focus={again} question={id} parent={parent} asked={asked} seconds={asked ? null : oneMinute ? 60 : question.time_s} limit={limitOf(question)} onSent={show} />
          <Preparation question={question} asked={asked} oneMinute={oneMinute} onOneMinute={parent ? null : setOneMinute} />
        </div>
      )}
    </article>
  );
}
