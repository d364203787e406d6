"use client";
/** How hard a question is, 1 to 5. */

import { useTranslations } from "use-intl";

export function Difficulty({ level }: { level: number }) {
  const t = useTranslations("questions");
  return (
    <span className="difficulty" role="img" aria-label={t("difficulty", { level })}>
      {[1, 2, 3, 4, 5].map((step) => (
        <i key={step} data-on={step <= level || undefined} />
      ))}
    </span>
  );
}
