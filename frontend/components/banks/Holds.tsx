"use client";
/** What was read of a question beside its words, and whether that is enough for a score. */

import { useTranslations } from "use-intl";
import type { ImportEntry } from "../../lib/api/index.ts";

export function Holds({ entry }: { entry: ImportEntry }) {
  const t = useTranslations("banks.holds");
  const held = [
    entry.model_answer ? t("answer") : "",
    entry.points ? t("points", { count: entry.points }) : "",
    entry.follow_ups ? t("followUps", { count: entry.follow_ups }) : "",
    entry.hints ? t("hints", { count: entry.hints }) : "",
  ].filter(Boolean);
  return (
    <span className="holds" data-testid="holds" data-unscored={!entry.can_be_scored || undefined}>
      {held.length ? <span>{held.join(" · ")}</span> : null}
      {entry.can_be_scored ? null : <span className="unscored">{t("unscored", { points: entry.points })}</span>}
    </span>
  );
}
