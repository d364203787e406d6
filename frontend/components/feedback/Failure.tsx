"use client";
/** A scoring that failed: why, and the way to have it done again. */

import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, Problem, type AnswerView } from "../../lib/api/index.ts";
import { put } from "../../lib/views/cache.ts";
import { Trouble } from "../state/Trouble.tsx";

export function Failure({ view }: { view: AnswerView }) {
  const t = useTranslations("feedback");
  const [problem, setProblem] = useState<Problem | null>(null);
  const again = (): void => {
    setProblem(null);
    api.retry(view.id).then(
      (renewed) => put(`answer:${view.id}`, renewed),
      (error: unknown) => setProblem(error as Problem),
    );
  };
  return (
    <div className="notice" role="alert" data-code={view.scoring.error?.code}>
      <p>{t("failed")}</p>
      {view.scoring.error ? <p className="faint">{view.scoring.error.message}</p> : null}
      <button type="button" className="button quiet" onClick={again}>
        {t("retry")}
      </button>
      {problem ? <Trouble problem={problem} /> : null}
    </div>
  );
}
