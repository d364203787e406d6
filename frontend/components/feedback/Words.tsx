"use client";
/** What was good, what to correct, what to add, and who says so. */

import { useTranslations } from "use-intl";
import { adviceOf } from "../../lib/answer/advice.ts";
import type { Score } from "../../lib/api/index.ts";
import { Provenance } from "./Provenance.tsx";

export function Words({ score, lang }: { score: Score; lang: string }) {
  const t = useTranslations("feedback");
  const { add, correct } = adviceOf(score.improvements, score.points);
  return (
    <div className="words">
      <Listing title={t("strengths")} items={score.strengths} lang={lang} />
      <Listing title={t("corrections")} items={correct} lang={lang} />
      <Listing title={t("improvements")} items={add} lang={lang} />
      <Provenance score={score} />
    </div>
  );
}

function Listing({ title, items, lang }: { title: string; items: string[]; lang: string }) {
  if (!items.length) return null;
  return (
    <section>
      <h2 className="label">{title}</h2>
      <ul lang={lang}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  );
}
