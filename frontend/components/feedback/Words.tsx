"use client";
/** What was good, what to add, and who says so. */

import { useTranslations } from "use-intl";
import type { Score } from "../../lib/api/index.ts";
import { Provenance } from "./Provenance.tsx";

export function Words({ score, lang }: { score: Score; lang: string }) {
  const t = useTranslations("feedback");
  return (
    <div className="words">
      <Listing title={t("strengths")} items={score.strengths} lang={lang} />
      <Listing title={t("improvements")} items={missing(score)} lang={lang} />
      <Provenance score={score} />
    </div>
  );
}

/** Advice that stands beside its point already is only named here. */
function missing({ improvements, points }: Score): string[] {
  return improvements.map((text) => points.find(({ advice }) => advice === text)?.text ?? text);
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
