"use client";
/** The built-in scorer's number for now, for somebody who does not want to wait for the provider's. */

import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, Problem, type AnswerView } from "../../lib/api/index.ts";
import { put } from "../../lib/views/cache.ts";
import { Trouble } from "../state/Trouble.tsx";
import { useHandOver } from "../state/useHandOver.ts";
import { STAGE } from "./StageLine.tsx";

export function Estimate({ view: { id } }: { view: AnswerView }) {
  const t = useTranslations("feedback");
  const [asking, setAsking] = useState(false);
  const button = useHandOver(STAGE);
  const [problem, setProblem] = useState<Problem | null>(null);
  const ask = (): void => {
    if (asking) return;
    setAsking(true);
    setProblem(null);
    api
      .estimate(id)
      .then(
        (view) => put(`answer:${id}`, view),
        (error: unknown) => setProblem(error as Problem),
      )
      .finally(() => setAsking(false));
  };
  return (
    <div className="estimate" data-testid="estimate">
      <button ref={button} type="button" className="button quiet" aria-disabled={asking} onClick={ask}>
        {asking ? t("estimating") : t("estimate")}
      </button>
      <p className="faint">{t("estimateHow")}</p>
      {problem ? <Trouble problem={problem} /> : null}
    </div>
  );
}
