"use client";
/** Where the number comes from: who judged, how it was added up, and what to quote when asking about it. */

import { useLocale, useTranslations } from "use-intl";
import type { Score } from "../../lib/api/index.ts";
import { accountOf } from "../../lib/answer/account.ts";
import { effortOf } from "../../lib/answer/effort.ts";
import { DERIVED } from "../../lib/answer/derived.ts";
import { isRead } from "../../lib/answer/judged.ts";
import { count, day, dollars, span, timeOfDay } from "../../lib/format.ts";

/** Enough of a fingerprint to tell two apart. */
const SHORT = 8;

export function Provenance({ score }: { score: Score }) {
  const t = useTranslations("feedback");
  const locale = useLocale();
  const { scorer, version, model, rubric_hash, prompt_hash, scored_at, duration_ms } = score.provenance;
  const own = scorer === "rubric";
  return (
    <details className="fold provenance" data-testid="provenance" data-scorer={scorer}>
      <summary>{t("whence")}</summary>
      <div>
        <p>{t(!own ? "byProvider" : isRead(score) ? "byRubric" : "byGate", { model, took: span(duration_ms / 1000, locale) })}</p>
        {isRead(score) ? <Sum score={score} /> : null}
        <Effort score={score} />
        <dl className="facts-line">
          <Fact name={t("scoredAt")} value={`${day(scored_at, locale)} ${timeOfDay(scored_at, locale)}`} />
          <Fact name={t("scorer")} value={`${scorer} ${version}`} />
          <Fact name={t("model")} value={model} />
          <Fact name={t("rubric")} value={rubric_hash.slice(0, SHORT)} />
          {prompt_hash ? <Fact name={t("prompt")} value={prompt_hash.slice(0, SHORT)} /> : null}
        </dl>
      </div>
    </details>
  );
}

/** How often it was read, and what that took, if the provider said so. */
function Effort({ score }: { score: Score }) {
  const t = useTranslations("feedback");
  const locale = useLocale();
  const { samples, tokens, cost } = effortOf(score.provenance);
  const words = [
    samples === null ? "" : t("samples", { count: samples }),
    tokens ? t("tokens", { read: count(tokens.read, locale), written: count(tokens.written, locale) }) : "",
    cost === null ? "" : t("cost", { cost: dollars(cost, locale) }),
  ].filter(Boolean);
  return words.length ? <p data-testid="effort">{words.join(" ")}</p> : null;
}

function Sum({ score }: { score: Score }) {
  const t = useTranslations("feedback");
  // The built-in scorer takes its number from the answer as a whole where the points are those of a model answer.
  if (score.provenance.scorer === "rubric" && score.points.some(({ id }) => id.startsWith(DERIVED))) return <p>{t("sumDerived")}</p>;
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
