"use client";
/** A call that failed: why, in plain words, and what to do. */

import { useLocale, useTranslations } from "use-intl";
import type { Problem } from "../../lib/api/index.ts";
import { count } from "../../lib/format.ts";
import { SignIn } from "./SignIn.tsx";

export function Trouble({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  const t = useTranslations("problems");
  const locale = useLocale();
  const limit = problem.limit === undefined ? "" : count(problem.limit, locale);
  // these words need the number; without it the server's own say it
  const known = t.has(problem.code as "unexpected") && (problem.code !== "text_too_long" || limit !== "");
  return (
    <div className="notice" role="alert" data-code={problem.code}>
      <p>{known ? t(problem.code as "text_too_long", { limit }) : problem.message || t("unexpected")}</p>
      {problem.signedOut ? <SignIn className="button" /> : null}
      {onRetry ? (
        <button type="button" className="button quiet" onClick={onRetry}>
          {t("again")}
        </button>
      ) : null}
    </div>
  );
}
