"use client";
/** Nudges, one at a time, and only when asked for. */

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Question } from "../../lib/api/index.ts";
import { listInLocale } from "../../lib/locales.ts";

export function Hints({ question }: { question: Question }) {
  const t = useTranslations("practice");
  const hints = listInLocale(question.hints, useLocale());
  const [shown, setShown] = useState(0);
  if (!hints.length) return null;
  return (
    <section className="hints" aria-label={t("hintsTitle")}>
      <ol className="plain" aria-live="polite" data-testid="hints">
        {hints.slice(0, shown).map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ol>
      {shown < hints.length ? (
        <button type="button" className="link" onClick={() => setShown(shown + 1)}>
          {shown ? t("nextHint", { left: hints.length - shown }) : t("hints", { count: hints.length })}
        </button>
      ) : null}
    </section>
  );
}
