"use client";
/** Where the number comes from: who judged, how it was added up, and what to quote when asking about it. */

import { useLocale, useTranslations } from "use-intl";
import type { Score } from "../../lib/api/index.ts";
import { accountOf } from "../../lib/answer/account.ts";
import { DERIVED } from "../../lib/answer/derived.ts";
import { day, span, timeOfDay } from "../../lib/format.ts";

export function Provenance({ score }: { score: Score }) {
  const t = useTranslations("feedback");
  const locale = useLocale();
  const { scorer, version, model, rubric_hash, scored_at, duration_ms } = score.provenance;
  const own = scorer === "rubric";
  return (
    <details className="fold provenance" data-testid="provenance" data-scorer={scorer}>
      <summary>{t("whence")}</summary>
      <div>
        <p>{t(own ? "byRubric" : "byProvider", { model, took: span(duration_ms / 1000, locale) })}</p>
        {score.gate ? null : <Sum score={score} />}
        <dl className="facts-line">
          <Fact name={t("scoredAt")} value={`${day(scored_at, locale)} ${timeOfDay(scored_at, locale)}`} />
          <Fact name={t("scorer")} value={`${scorer} ${version}`} />
          <Fact name={t("model")} value={model} />
          <Fact name={t("rubric")} value={rubric_hash.slice(0, 8)} />
        </dl>
      </div>
    </details>
  );
}

function Sum({ score }: { score: Score }) {
  const t = useTranslations("feedback");
  // Points of the model answer are no rubric: there the number comes from the answer as a whole.
  if (score.points.some(({ id }) => id.startsWith(DERIVED))) return <p>{t("sumDerived")}</p>;
  const { whole, met, partial, taken } = accountOf(score.points);
  return whole ? <p data-testid="sum">{t("sum", { whole, met, partial, taken, overall: score.overall })}</p> : null;
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value || "–"}</dd>
    </div>
  );
}
