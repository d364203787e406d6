"use client";
/** Lines where text will be, so that nothing moves when it comes. */

import { useTranslations } from "use-intl";

export function Waiting({ rows = 3 }: { rows?: number }) {
  const t = useTranslations("frame");
  return (
    <div className="waiting" role="status" aria-label={t("loading")}>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} className="waiting-row" aria-hidden="true" />
      ))}
    </div>
  );
}
