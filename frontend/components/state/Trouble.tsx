"use client";
/** A call that failed: why, in plain words, and what to do. */

import { useTranslations } from "use-intl";
import type { Problem } from "../../lib/api/index.ts";

export function Trouble({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  const t = useTranslations("problems");
  const known = t.has(problem.code as "unexpected");
  return (
    <div className="notice" role="alert" data-code={problem.code}>
      <p>{known ? t(problem.code as "unexpected") : problem.message || t("unexpected")}</p>
      {onRetry ? (
        <button type="button" className="button quiet" onClick={onRetry}>
          {t("again")}
        </button>
      ) : null}
    </div>
  );
}
