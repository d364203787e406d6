"use client";
/** The model answer and the rubric: out of sight until a first attempt, or until somebody insists. */

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Question } from "../../lib/api/index.ts";
import { inLocale } from "../../lib/locales.ts";
import { useMyAnswers } from "../../lib/views/mine.ts";
import { Glyph } from "../feedback/Glyph.tsx";
import { Prose } from "../text/Prose.tsx";

export function Reveal({ question }: { question: Question }) {
  const t = useTranslations("practice");
  const { data } = useMyAnswers(question.id);
  const [insisted, setInsisted] = useState(false);
  const answer = inLocale(question.answer, useLocale());
  if (!answer && !question.rubric.length) return null;
  const tried = (data?.items.length ?? 0) > 0;
  return (
    <details className="fold reveal" data-testid="reveal" data-tried={tried || undefined} onToggle={(event) => event.currentTarget.open || setInsisted(false)}>
      <summary>{t("reveal")}</summary>
      {tried || insisted ? (
        <div className="revealed">
          {answer ? <Prose text={answer} /> : null}
          <Rubric question={question} />
        </div>
      ) : (
        <div className="insist">
          <p className="faint">{t("tryFirst")}</p>
          <button type="button" className="button quiet" onClick={() => setInsisted(true)}>
            {t("insist")}
          </button>
        </div>
      )}
    </details>
  );
}

function Rubric({ question }: { question: Question }) {
  const t = useTranslations();
  const locale = useLocale();
  if (!question.rubric.length) return null;
  return (
    <>
      <h2 className="label">{t("practice.rubric")}</h2>
      <ul className="rubric">
        {question.rubric.map(({ id, weight, text }) => (
          <li key={id}>
            <Glyph mark={weight < 0 ? "mistaken" : "missed"} />
            <span>
              {inLocale(text, locale)} <span className="faint">{weight < 0 ? t("practice.trap") : t("feedback.weight", { weight })}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
