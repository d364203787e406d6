"use client";
/** How a strong candidate might say it; folded, so that one's own words come first. */

import { useLocale, useTranslations } from "use-intl";
import type { Question } from "../../lib/api/index.ts";
import { followUpKnownAs } from "../../lib/answer/followups.ts";
import { inLocale } from "../../lib/locales.ts";
import { Prose } from "../text/Prose.tsx";

/** `asked`: the follow-up that was answered; its own model answer comes before that of the question. */
export function ModelAnswers({ question, asked }: { question: Question; asked: string | null }) {
  const t = useTranslations("feedback");
  const followUp = asked ? followUpKnownAs(question, asked) : undefined;
  return (
    <>
      <ModelAnswer name={t("modelAnswerOfFollowUp")} text={followUp?.answer ?? null} />
      <ModelAnswer name={t(asked ? "modelAnswerOfQuestion" : "modelAnswer")} text={question.answer} />
    </>
  );
}

function ModelAnswer({ name, text }: { name: string; text: Question["answer"] }) {
  const words = inLocale(text, useLocale());
  if (!words) return null;
  return (
    <details className="fold model-answer" data-testid="model-answer">
      <summary>{name}</summary>
      <Prose text={words} />
    </details>
  );
}
