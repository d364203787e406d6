"use client";
/** The number, and how far it can be trusted. */

import { useTranslations } from "use-intl";
import { isJudged, isRead } from "../../lib/answer/judged.ts";
import type { Outlook } from "../../lib/answer/outlook.ts";
import type { Score } from "../../lib/api/index.ts";
import { Bar } from "../text/Bar.tsx";
import { Radar } from "./Radar.tsx";
import { useAxisName } from "./useAxisName.ts";

/** `axes`: what to keep room for while the number is not there yet. */
interface Props extends Outlook {
  score: Score | null;
  lang?: string;
}

export function Overall({ score, axes, apart, lang }: Props) {
  const t = useTranslations("feedback");
  if (!score) return <Pending axes={axes} apart={apart} />;
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
      {judged ? <Axes axes={score.axes} apart={apart} /> : null}
    </div>
  );
}

function Pending({ axes, apart }: Outlook) {
  return (
    <div className="overall pending" aria-hidden="true">
      <p className="number">
        <span className="number-value">00</span>
      </p>
      <div className="waiting">
        <span className="waiting-row" />
      </div>
      <Axes axes={axes.map((axis) => ({ axis, score: null }))} apart={apart} />
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

function Axes({ axes, apart }: { axes: { axis: string; score: number | null }[]; apart: boolean }) {
  const nameOf = useAxisName();
  if (!axes.length) return null;
  if (!apart) return <Together axes={axes.map(({ axis }) => axis)} />;
  return (
    <div className="axis-scores">
      <Radar axes={axes} />
      <dl className="bars">
        {axes.map(({ axis, score }) => (
          <div key={axis}>
            <dt>{nameOf(axis)}</dt>
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

/** One number that counts for every axis is no shape: to draw it would claim that each was looked at by itself. */
function Together({ axes }: { axes: string[] }) {
  const t = useTranslations("feedback");
  const nameOf = useAxisName();
  return (
    <p className="faint" data-testid="together">
      {t("countsFor", { count: axes.length, axes: axes.map(nameOf).join(", ") })}
    </p>
  );
}
