"use client";
/** An answer beside what is said about it: the manuscript and its margin. */

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { AnswerView, Question } from "../../lib/api/index.ts";
import { isRead } from "../../lib/answer/judged.ts";
import { outlookOf } from "../../lib/answer/outlook.ts";
import { placesOf, stageOf } from "../../lib/answer/stage.ts";
import { useAnswer } from "../../lib/views/mine.ts";
import { FollowUps } from "../followups/FollowUps.tsx";
import { Empty } from "../state/Empty.tsx";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import { Better } from "./Better.tsx";
import { Estimate } from "./Estimate.tsx";
import { Failure } from "./Failure.tsx";
import { Form } from "./Form.tsx";
import { Manuscript } from "./Manuscript.tsx";
import { ModelAnswers } from "./ModelAnswer.tsx";
import { Overall } from "./Overall.tsx";
import { Points } from "./Points.tsx";
import { Similar } from "./Similar.tsx";
import { StageLine } from "./StageLine.tsx";
import { Words } from "./Words.tsx";

/** Worth offering the built-in scorer's number for: what is waited for is not on this server. */
function late({ scoring, score }: AnswerView): boolean {
  return !score && scoring.state !== "done" && (scoring.error?.code.startsWith("provider_") ?? false);
}

interface Props {
  id: string;
  question: Question | undefined;
  /** The follow-up that was answered, where it is known before the answer is there. */
  asked?: string | null;
  /** Just sent from this page: the feedback is what the person waits for. */
  fresh?: boolean;
  onAgain: () => void;
}

export function AnswerFeedback({ id, question, asked = null, fresh = false, onAgain }: Props) {
  const t = useTranslations("feedback");
  const locale = useLocale();
  const { data: view, live, problem, gone, reload } = useAnswer(id);
  const [active, setActive] = useState<string | null>(null);
  if (gone) return <Empty title={t("gone")} href={`/${locale}/history`} action={t("toHistory")} />;

  // Of an answer that was never read here, nothing can be said: not even that it was received.
  if (problem && !view && !live && !fresh) return <Trouble problem={problem} onRetry={reload} />;
  const stage = stageOf(view?.scoring, live);
  const places = placesOf(view?.score ?? null, live, question?.rubric.map(({ weight }) => weight) ?? []);
  const outlook = outlookOf(view?.score, question, view?.asked ?? asked);
  const points = places.flatMap(({ point }) => point ?? []);
  // A number for now is shown although the scoring failed: it was asked for.
  const ended = stage === "failed" && !view?.score;
  return (
    <div className="desk answered">
      <section className="margin feedback" aria-label={t("title")}>
        {problem && !view ? <Trouble problem={problem} onRetry={reload} /> : null}
        <StageLine stage={stage} job={view?.scoring ?? null} onLook={reload} focus={fresh} score={view?.score ?? null} />
        {view && stage === "failed" ? <Failure view={view} /> : null}
        {view && late(view) ? <Estimate view={view} /> : null}
        {ended ? null : <Overall score={view?.score ?? null} {...outlook} lang={view?.lang} />}
        {ended ? null : <Points places={places} axes={outlook.axes} read={!view?.score || isRead(view.score)} lang={view?.lang} onActive={setActive} />}
        <Similar id={id} question={view?.question_id} embedding={view?.embedding ?? null} told={live?.embedding?.similar ?? null} />
      </section>
      <div className="sheet-column">
        {view ? <Manuscript view={view} points={points} active={active} onAgain={onAgain} /> : <Waiting rows={6} />}
        {question && view?.score ? <FollowUps question={question} score={view.score} answer={id} asked={view.asked} /> : null}
        {view?.score ? <Words score={view.score} lang={view.lang} /> : null}
        {view?.score?.form ? <Form form={view.score.form} lang={view.lang} /> : null}
        {/* Last of what comes by itself: it waits for both jobs, and would push the rest down. */}
        <Better id={id} question={view?.question_id} ready={stage === "scored" && view?.embedding.state === "done"} />
        {question && view?.score ? <ModelAnswers question={question} asked={view.asked} /> : null}
      </div>
    </div>
  );
}
