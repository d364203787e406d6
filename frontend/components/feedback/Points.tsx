"use client";
/** The rubric, point by point, each with the words of the answer that show it. */

import { useTranslations } from "use-intl";
import type { PointScore } from "../../lib/api/index.ts";
import { belowItsPoint } from "../../lib/answer/advice.ts";
import { DERIVED } from "../../lib/answer/derived.ts";
import { quotesOf } from "../../lib/answer/judged.ts";
import type { Place } from "../../lib/answer/stage.ts";
import { axesOf } from "../../lib/axes.ts";
import { gliding } from "../../lib/motion.ts";
import { plain } from "../../lib/text/plain.ts";
import { Glyph, markOf } from "./Glyph.tsx";
import { useAxisName } from "./useAxisName.ts";

interface Props {
  places: Place[];
  /** Of the question. */
  axes: string[];
  /** False where a gate decided: then no misconception was looked for. */
  read: boolean;
  lang?: string;
  onActive: (point: string | null) => void;
}

export function Points({ places, read, ...rest }: Props) {
  const t = useTranslations("feedback");
  const claims = places.filter(({ weight }) => weight >= 0);
  const traps = places.filter(({ weight }) => weight < 0 && read);
  return (
    <>
      <Group title={t("points")} places={claims} {...rest} />
      <Group title={t("traps")} places={traps} {...rest} />
    </>
  );
}

function Group({ title, places, ...rest }: Omit<Props, "read"> & { title: string }) {
  if (!places.length) return null;
  return (
    <section className="points" aria-label={title}>
      <h2 className="label">{title}</h2>
      <ol>{places.map(({ point }, index) => (point ? <Point key={point.id} point={point} {...rest} /> : <Unread key={index} />))}</ol>
    </section>
  );
}

function Point({ point, axes, lang, onActive }: Omit<Props, "places" | "read"> & { point: PointScore }) {
  const t = useTranslations("feedback");
  const mark = markOf(point);
  return (
    <li className="point" data-testid="point" data-point-id={point.id} data-verdict={point.verdict} data-mark={mark} onMouseEnter={() => onActive(point.id)} onMouseLeave={() => onActive(null)}>
      <Glyph mark={mark} />
      <div>
        <p className="point-text" lang={lang}>{point.text}</p>
        <p className="point-meta">
          <span>{t(`mark.${mark}`)}</span>
          <span>{t("weight", { weight: Math.abs(point.weight) })}</span>
          <PointAxes axes={axesOf(point, axes)} />
          {point.id.startsWith(DERIVED) ? <span data-testid="derived">{t("derived")}</span> : null}
        </p>
        {quotesOf(point).map((evidence) => (
          <button
            key={`${evidence.start}-${evidence.end}`}
            type="button"
            className="quote"
            lang={lang}
            aria-label={t("showQuote", { quote: evidence.quote })}
            onFocus={() => onActive(point.id)}
            onBlur={() => onActive(null)}
            onClick={() => show(point.id)}
          >
            {plain(evidence.quote)}
          </button>
        ))}
        {point.rationale ? <p className="rationale" lang={lang}>{point.rationale}</p> : null}
        {disagree(point) ? <p className="faint" data-testid="spread">{t("spread", { count: point.spread?.length ?? 0, agree: agreeing(point) })}</p> : null}
        {point.advice ? <p className="advice" lang={lang}>{belowItsPoint(point)}</p> : null}
      </div>
    </li>
  );
}

function PointAxes({ axes }: { axes: string[] }) {
  const t = useTranslations("feedback");
  const nameOf = useAxisName();
  if (!axes.length) return null;
  return (
    <span data-testid="point-axes">
      <span className="hidden">{t("pointAxes")} </span>
      {axes.map(nameOf).join(" · ")}
    </span>
  );
}

/** Several samples of a model may judge differently; a middle that hides that would look surer than it is. */
function disagree({ spread }: PointScore): boolean {
  return new Set(spread ?? []).size > 1;
}

function agreeing({ spread, verdict }: PointScore): number {
  return (spread ?? []).filter((one) => one === verdict).length;
}

function Unread() {
  return (
    <li className="point unread" aria-hidden="true">
      <Glyph mark={null} />
      <div className="waiting">
        <span className="waiting-row" />
        <span className="waiting-row" />
      </div>
    </li>
  );
}

function show(point: string): void {
  document.querySelector(`mark[data-point~="${CSS.escape(point)}"]`)?.scrollIntoView({ block: "center", behavior: gliding() });
}
