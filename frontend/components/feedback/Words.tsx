"use client";
/** What was good, what to add, and who says so. */

import { useLocale, useTranslations } from "use-intl";
import type { Score } from "../../lib/api/index.ts";
import { day, span, timeOfDay } from "../../lib/format.ts";

export function Words({ score, lang }: { score: Score; lang: string }) {
  const t = useTranslations("feedback");
  return (
    <div className="words">
      <Listing title={t("strengths")} items={score.strengths} lang={lang} />
      <Listing title={t("improvements")} items={score.improvements} lang={lang} />
      <Provenance provenance={score.provenance} />
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

function Provenance({ provenance }: { provenance: Score["provenance"] }) {
  const t = useTranslations("feedback");
  const locale = useLocale();
  const { scorer, model, rubric_hash, scored_at, duration_ms } = provenance;
  const when = `${day(scored_at, locale)} ${timeOfDay(scored_at, locale)}`;
  return (
    <p className="provenance">
      {t("provenance", { scorer, model: model ?? "–", when, took: span(duration_ms / 1000, locale) })} <code title={rubric_hash}>{rubric_hash.slice(0, 8)}</code>
    </p>
  );
}
