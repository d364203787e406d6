"use client";
/** The numbers behind a proposal, said in a sentence. */

import { useLocale, useTranslations } from "use-intl";
import type { Reason } from "../../lib/api/index.ts";
import { isAxis } from "../../lib/axes.ts";
import { inLocale } from "../../lib/locales.ts";

export function Why({ reason, section }: { reason: Reason; section: string }) {
  const t = useTranslations();
  const locale = useLocale();
  const { code, axis } = reason;
  const numbers = { section, axis: axis && isAxis(axis) ? t(`axes.${axis}`) : (axis ?? ""), ...whole(reason) };
  // judged by another scorer than the numbers here are from: only the day says something
  const why = code === "due" && reason.overall === null ? "due_by_other" : code;
  const [first, ...more] = reason.points;
  return (
    <div className="why">
      <p>{t(`next.why.${why}`, numbers)}</p>
      {first ? (
        <p className="why-point">
          {inLocale(first.text, locale)} {more.length ? <span>{t("next.more", { count: more.length })}</span> : null}
        </p>
      ) : null}
    </div>
  );
}

function whole({ overall, days, points, mean }: Reason) {
  return { overall: overall ?? 0, days: days ?? 0, count: points.length, mean: Math.round(mean ?? 0) };
}
