"use client";
/** The number, and how far it can be trusted. */

import { useTranslations } from "use-intl";
import type { Score } from "../../lib/api/index.ts";
import { isAxis } from "../../lib/axes.ts";

export function Overall({ score }: { score: Score }) {
  const t = useTranslations("feedback");
  const gate = score.gate;
  return (
    <div className="overall">
      <p className="number" data-testid="overall" aria-label={t("overallSpoken", { overall: score.overall })}>
        <span aria-hidden="true" className="number-value">
          {score.overall}
        </span>
        <span aria-hidden="true" className="number-of">
          / 100
        </span>
      </p>
      <p className="summary">{score.summary}</p>
      {gate ? <p className="notice small">{t.has(`gate.${gate}` as "gate.empty") ? t(`gate.${gate}` as "gate.empty") : t("gate.other")}</p> : null}
      {score.uncertain ? <p className="faint">{t("uncertain")}</p> : null}
      <Axes axes={score.axes} />
    </div>
  );
}

function Axes({ axes }: { axes: Score["axes"] }) {
  const t = useTranslations();
  if (!axes.length) return null;
  return (
    <dl className="bars">
      {axes.map(({ axis, score }) => (
        <div key={axis}>
          <dt>{isAxis(axis) ? t(`axes.${axis}`) : axis}</dt>
          <dd>
            <span className="bar" style={{ "--share": `${score}%` } as React.CSSProperties} aria-hidden="true" />
            <span className="bar-value">{score}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
