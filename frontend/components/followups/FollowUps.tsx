"use client";
/** What one may be asked next, each to be answered at once. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import type { Question, Score } from "../../lib/api/index.ts";
import { followUpsOf } from "../../lib/answer/followups.ts";
import { practiceAddress } from "../../lib/practice/address.ts";
import { Inline } from "../text/Inline.tsx";

export function FollowUps({ question, score, answer, asked }: { question: Question; score: Score; answer: string; asked: string | null }) {
  const t = useTranslations("feedback");
  const locale = useLocale();
  const items = followUpsOf(question, score, locale, asked);
  if (!items.length) return null;
  return (
    <section className="followups" aria-label={t("followUps")}>
      <h2 className="label">{t("followUps")}</h2>
      <ul>
        {items.map(({ id, text, chance }) => (
          <li key={id ?? text} className="row" data-testid="followup">
            <Link className="row-link" href={practiceAddress(locale, { id: question.id, parent: answer, ...(id ? { followup: id } : { asked: text }) })} prefetch={false}>
              <Inline text={text} />
            </Link>
            {chance ? <p className="faint">{t("chance")}</p> : null}
            <span className="row-standing" aria-hidden="true">
              {t("answerIt")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
