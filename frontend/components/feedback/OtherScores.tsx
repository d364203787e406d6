"use client";
/** Every score that the answer was ever given, each with whose it is; they are never averaged. */

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { isJudged } from "../../lib/answer/judged.ts";
import { api } from "../../lib/api/index.ts";
import { timeOfDay, day } from "../../lib/format.ts";
import { useView } from "../../lib/views/useView.ts";
import { useScorerName } from "./useScorerName.ts";

export function OtherScores({ id }: { id: string }) {
  const t = useTranslations("feedback");
  const locale = useLocale();
  const nameOf = useScorerName();
  const [open, setOpen] = useState(false);
  const { data, problem } = useView(open ? `scores:${id}` : null, () => api.scores(id));
  return (
    <details className="fold" data-testid="scores" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("allScores")}</summary>
      {problem ? <p className="faint">{t("noScores")}</p> : null}
      <table>
        <thead>
          <tr>
            <th scope="col">{t("scorer")}</th>
            <th scope="col">{t("scoredAt")}</th>
            <th scope="col" className="numeric">
              {t("number")}
            </th>
          </tr>
        </thead>
        <tbody>
          {data?.items.map(({ provenance, overall, gate }, index) => (
            <tr key={index}>
              <td className="wraps">
                {nameOf(provenance)} {provenance.standing === "interim" ? <span className="own">{t("interimMark")}</span> : null}
              </td>
              <td className="wraps">
                {day(provenance.scored_at, locale)} {timeOfDay(provenance.scored_at, locale)}
              </td>
              <td className="numeric">{isJudged({ gate }) ? overall : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
