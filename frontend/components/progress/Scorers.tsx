"use client";
/** Whose numbers these are; those of another scorer are shown apart, never averaged with them. */

import { useId } from "react";
import { useTranslations } from "use-intl";
import type { Progress, Scorer } from "../../lib/api/index.ts";
import { useScorerName } from "../feedback/useScorerName.ts";

export function Scorers({ found: { scorer, scorers }, onChoose }: { found: Progress; onChoose: (scorer: Scorer) => void }) {
  const t = useTranslations("progress");
  const id = useId();
  const nameOf = useScorerName();
  if (!scorer) return null;
  const chosen = scorers.findIndex((one) => one.scorer === scorer.scorer && one.version === scorer.version && one.model === scorer.model);
  const others = scorers.reduce((sum, { answers }) => sum + answers, 0) - (scorers[chosen]?.answers ?? 0);
  if (scorers.length < 2) return <p className="faint">{t("oneScorer", { scorer: nameOf(scorer), count: scorers[0]?.answers ?? 0 })}</p>;
  return (
    <div className="scorers">
      <label className="label" htmlFor={id}>
        {t("scorer")}
      </label>
      <select id={id} className="select" value={chosen} data-testid="scorer" onChange={({ target }) => scorers[Number(target.value)] && onChoose(bare(scorers[Number(target.value)] as Scorer))}>
        {scorers.map((one, index) => (
          <option key={index} value={index}>
            {nameOf(one)} ({one.answers})
          </option>
        ))}
      </select>
      <p className="faint">{t("otherScorers", { count: others })}</p>
    </div>
  );
}

const bare = ({ scorer, version, model }: Scorer): Scorer => ({ scorer, version, model });
