"use client";
/** One question: the editor until an answer is sent, then the answer with what comes back. */

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import { useView } from "../../lib/views/useView.ts";
import { AnswerFeedback } from "../feedback/AnswerFeedback.tsx";
import { QuestionHead } from "../questions/QuestionHead.tsx";
import { Empty } from "../state/Empty.tsx";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import { Editor } from "./Editor.tsx";
import { Preparation } from "./Preparation.tsx";

export function Practice() {
  const t = useTranslations("practice");
  const locale = useLocale();
  const query = useSearchParams();
  const router = useRouter();
  const path = usePathname();
  const id = query.get("id");
  const answer = query.get("answer");
  const [oneMinute, setOneMinute] = useState(false);
  const { data: question, problem, reload } = useView(id && `question:${id}`, () => api.question(id ?? ""));
  const show = (answerId: string | null): void =>
    router.replace(`${path}?${new URLSearchParams({ id: id ?? "", ...(answerId ? { answer: answerId } : {}) })}`, { scroll: false });

  if (!id || problem?.status === 404) return <Empty title={t("noQuestion")} href={`/${locale}`} action={t("choose")} />;
  if (problem) return <Trouble problem={problem} onRetry={reload} />;
  if (!question) return <Waiting rows={6} />;
  return (
    <article className="practice">
      <QuestionHead question={question} oneMinute={oneMinute} />
      {answer ? (
        <AnswerFeedback key={answer} id={answer} question={question} fresh onAgain={() => show(null)} />
      ) : (
        <div className="desk">
          <Editor key={id} question={id} seconds={oneMinute ? 60 : question.time_s} onSent={show} />
          <Preparation question={question} oneMinute={oneMinute} onOneMinute={setOneMinute} />
        </div>
      )}
    </article>
  );
}
