"use client";
/** "You have said this better": near answers of one's own, with the words that made what this one lacks. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { api, type BetterAnswer } from "../../lib/api/index.ts";
import { sameScorer } from "../../lib/scorers.ts";
import { plain } from "../../lib/text/plain.ts";
import { useQuestionTitles } from "../../lib/views/titles.ts";
import { useView } from "../../lib/views/useView.ts";
import { Inline } from "../text/Inline.tsx";
import { When } from "../text/When.tsx";
import { Glyph } from "./Glyph.tsx";
import { useJudgeName } from "./useScorerName.ts";

/** More than a few at once would be read by nobody; the rest stands in the answer itself. */
const SHOWN = 3;

export function Better({ id, question, ready }: { id: string; question: string | undefined; ready: boolean }) {
  const t = useTranslations("better");
  const { data } = useView(ready ? `better:${id}` : null, () => api.better(id));
  const items = data?.items.filter(({ points }) => points.length) ?? [];
  if (!items.length) return null;
  return (
    <section className="better" aria-labelledby="better-title" data-testid="better">
      <h2 id="better-title">{t("title")}</h2>
      <p className="faint">{t("how")}</p>
      <ol>
        {items.map((item) => (
          <Earlier key={item.answer_id} item={item} same={item.question_id === question} />
        ))}
      </ol>
    </section>
  );
}

function Earlier({ item, same }: { item: BetterAnswer; same: boolean }) {
  const t = useTranslations("better");
  const locale = useLocale();
  const titles = useQuestionTitles();
  const nameOf = useJudgeName();
  const { judge, here_judge } = item;
  return (
    <li className="better-answer" data-answer={item.answer_id}>
      <p className="better-head">
        <Link href={`/${locale}/answer?id=${item.answer_id}`} prefetch={false}>
          {same ? t("same") : <Inline text={titles[item.question_id] ?? item.question_id} />}
        </Link>
        <span className="meta">
          <When at={item.created_at} />
          {item.overall === null ? null : <span>{t("overall", { overall: item.overall })}</span>}
        </span>
      </p>
      {sameScorer(judge, here_judge) ? null : <p className="faint">{t("twoScorers", { there: nameOf(judge), here: nameOf(here_judge) })}</p>}
      <ul>
        {item.points.slice(0, SHOWN).map((point) => (
          <li key={point.id}>
            <Glyph mark={point.had} />
            <div>
              <p className="better-point">{point.text}</p>
              {point.quote ? (
                <blockquote lang={item.lang}>{plain(point.quote)}</blockquote>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {item.points.length > SHOWN ? <p className="faint">{t("more", { count: item.points.length - SHOWN })}</p> : null}
    </li>
  );
}
