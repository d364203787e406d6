"use client";
/** The questions of a sheet that no answer to them will have a score for, and what to write so that they do. */

import { useTranslations } from "use-intl";
import type { ImportEntry } from "../../lib/api/index.ts";

export function Unscored({ entries, sheet }: { entries: ImportEntry[]; sheet: boolean }) {
  const t = useTranslations("banks");
  if (!entries.length) return null;
  return (
    <details className="fold warnings" data-testid="unscored" open={entries.length <= 5}>
      <summary>{t("unscored", { count: entries.length })}</summary>
      <p className="faint">
        {t("unscoredWhy")} {sheet ? t("unscoredHow") : null}
      </p>
      <ol>
        {entries.map(({ id, line, text }) => (
          <li key={id}>
            <span className="line-number">{line === null ? null : t("line", { line })}</span>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
