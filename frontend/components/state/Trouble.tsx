"use client";
/** A call that failed: why, in plain words, and what to do. */

import { useLocale, useTranslations } from "use-intl";
import type { Problem } from "../../lib/api/index.ts";
import { wordsFor } from "../../lib/api/words.ts";
import { count } from "../../lib/format.ts";
import { SignIn } from "./SignIn.tsx";

export function Trouble({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  const t = useTranslations("problems");
  const locale = useLocale();
  const limit = problem.limit === undefined ? "" : count(problem.limit, locale);
  const words = wordsFor(problem, (name) => t.has(name as "unexpected")) as "text_too_long";
  return (
    <div className="notice" role="alert" data-code={problem.code}>
      <p>{t(words, { limit })}</p>
      {problem.signedOut ? <SignIn className="button" /> : null}
      {onRetry ? (
        <button type="button" className="button quiet" onClick={onRetry}>
          {t("again")}
        </button>
      ) : null}
    </div>
  );
}
