"use client";
/** Beside the empty page: nudges on demand, the one-minute version, earlier attempts. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { answersTo } from "../../lib/answer/followups.ts";
import type { Question } from "../../lib/api/index.ts";
import { useMyAnswers } from "../../lib/views/mine.ts";
import { When } from "../text/When.tsx";
import { Hints } from "./Hints.tsx";
import { Reveal } from "./Reveal.tsx";

interface Props {
  question: Question;
  /** The follow-up that is answered: what helps with the question itself would give it away or lead elsewhere. */
  asked: string | null;
  oneMinute: boolean;
  /** Null where a shorter task makes no sense: a follow-up. */
  onOneMinute: ((on: boolean) => void) | null;
}

export function Preparation({ question, asked, oneMinute, onOneMinute }: Props) {
  const t = useTranslations("practice");
  return (
    <aside className="margin" aria-label={t("beside")}>
      {onOneMinute && question.one_minute ? (
        <label className="switch">
          <input type="checkbox" role="switch" checked={oneMinute} onChange={(event) => onOneMinute(event.target.checked)} />
          <span>{t("oneMinute")}</span>
        </label>
      ) : null}
      {asked ? null : <Hints question={question} />}
      <Earlier question={question} asked={asked} />
      {asked ? null : <Reveal question={question} />}
      <p className="aside-note">{t("how")}</p>
    </aside>
  );
}

function Earlier({ question, asked }: { question: Question; asked: string | null }) {
  const t = useTranslations("practice");
  const locale = useLocale();
  const { data } = useMyAnswers(question.id);
  const attempts = answersTo(question, asked, data?.items ?? []);
  if (!attempts.length) return null;
  return (
    <section className="earlier" data-testid="earlier">
      <h2 className="label">{t("earlier")}</h2>
      <ul className="plain">
        {attempts.slice(0, 5).map((item) => (
          <li key={item.id}>
            <Link href={`/${locale}/answer?id=${item.id}`} prefetch={false}>
              {t("attempt", { attempt: item.attempt })}
            </Link>
            <span className="earlier-score">{item.overall ?? "–"}</span>
            <When at={item.created_at} />
          </li>
        ))}
      </ul>
    </section>
  );
}
