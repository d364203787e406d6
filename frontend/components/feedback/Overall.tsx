"use client";
/** The number, and how far it can be trusted. */

import { useTranslations } from "use-intl";
import { isJudged, isRead } from "../../lib/answer/judged.ts";
import type { Score } from "../../lib/api/index.ts";
import { isAxis } from "../../lib/axes.ts";
import { Bar } from "../text/Bar.tsx";
import { Radar } from "./Radar.tsx";

interface Props {
  score: Score | null;
  /** The axes to keep room for while the number is not there yet. */
  axes: string[];
  lang?: string;
}

export function Overall({ score, axes, lang }: Props) {
  const t = useTranslations("feedback");
  if (!score) return <Pending axes={axes} />;
  const judged = isJudged(score);
  return (
    <div className="overall">
      <p className="number" data-testid="overall" data-overall={score.overall}>
        {judged ? (
          <>
            <span className="number-value">{score.overall}</span> <span className="number-of">/ 100</span>
          </>
        ) : (
          <span className="number-of">{t("notJudged")}</span>
        )}
      </p>
      {judged ? <p className="summary" lang={lang}>{score.summary}</p> : null}
      {score.provenance.standing === "interim" ? <p className="notice small" data-testid="interim">{t("interim")}</p> : null}
      <Doubt score={score} />
      {judged ? <Axes axes={score.axes} /> : null}
    </div>
  );
}

function Pending({ axes }: { axes: string[] }) {
  return (
    <div className="overall pending" aria-hidden="true">
      <p className="number">
        <span className="number-value">00</span>
      </p>
      <div className="waiting">
        <span className="waiting-row" />
      </div>
      <Axes axes={axes.map((axis) => ({ axis, score: null }))} />
    </div>
  );
}

/** What a gate did to the points, which the summary does not say; a pasted model answer was read, and its summary says what it is. */
function Doubt({ score }: { score: Score }) {
  const t = useTranslations("feedback");
  const { gate, uncertain, points } = score;
  const told = !isRead(score) && (!isJudged(score) || points.some(({ weight }) => weight > 0));
  return (
    <>
      {told ? (
        <p className="notice small" data-testid="gate">
          {t.has(`gate.${gate}` as "gate.empty") ? t(`gate.${gate}` as "gate.empty") : t("gate.other")}
        </p>
      ) : null}
      {uncertain && isJudged(score) ? <p className="faint">{t("uncertain")}</p> : null}
    </>
  );
}

function Axes({ axes }: { axes: { axis: string; score: number | null }[] }) {
  const t = useTranslations();
  if (!axes.length) return null;
  return (
    <div className="axis-scores">
      <Radar axes={axes} />
      <dl className="bars">
        {axes.map(({ axis, score }) => (
          <div key={axis}>
            <dt>{isAxis(axis) ? t(`axes.${axis}`) : axis}</dt>
            <dd>
              <Bar share={score ?? 0} />
              <span className="bar-value">{score ?? "–"}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
