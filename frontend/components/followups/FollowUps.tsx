"use client";
/** What one may be asked next, each to be answered at once. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import type { Question, Score } from "../../lib/api/index.ts";
import { followUpsOf } from "../../lib/answer/followups.ts";
import { practiceAddress } from "../../lib/practice/address.ts";

export function FollowUps({ question, score, answer }: { question: Question; score: Score; answer: string }) {
  const t = useTranslations("feedback");
  const locale = useLocale();
  const items = followUpsOf(question, score, locale);
  if (!items.length) return null;
  return (
    <section className="followups" aria-label={t("followUps")}>
      <h2 className="label">{t("followUps")}</h2>
      <ul>
        {items.map(({ id, text, chance }) => (
          <li key={id ?? text} className="row" data-testid="followup">
            {id ? (
              <Link className="row-link" href={practiceAddress(locale, { id: question.id, parent: answer, followup: id })} prefetch={false}>
                <span>{text}</span>
              </Link>
            ) : (
              <span>{text}</span>
            )}
            {chance ? <p className="faint">{t("chance", { point: chance })}</p> : null}
            {id ? (
              <span className="row-standing" aria-hidden="true">
                {t("answerIt")}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
