"use client";
/** Where the answer is on its way, said in words and shown in five marks. */

import { useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { isJudged } from "../../lib/answer/judged.ts";
import type { Job, Score } from "../../lib/api/index.ts";
import { STEPS, type Stage } from "../../lib/answer/stage.ts";
import { Delay } from "./Delay.tsx";
import { Place } from "./Place.tsx";

/** Selects it: it stays where buttons about the answer come and go. */
export const STAGE = ".stage";

interface Props {
  stage: Stage;
  job: Job | null;
  onLook: () => void;
  score: Score | null;
  focus: boolean;
}

export function StageLine({ stage, job, onLook, score, focus }: Props) {
  const t = useTranslations("feedback");
  const error = job?.error ?? null;
  const line = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The editor that had the focus is gone; without this a screen reader would be left nowhere.
    if (focus) line.current?.focus({ preventScroll: true });
  }, [focus]);
  const again = stage !== "scored" && score?.provenance.standing === "final";
  const reached = STEPS.indexOf(stage);
  return (
    <div className="stage" data-testid="stage" data-stage={stage} ref={line} tabIndex={-1}>
      <ol className="stage-marks" aria-hidden="true">
        {STEPS.map((step, index) => (
          <li key={step} data-done={index <= reached || undefined} data-now={(index === reached && stage !== "scored") || undefined} />
        ))}
      </ol>
      <p role="status" aria-live="polite">
        {again ? t(stage === "failed" ? "stage.againFailed" : "stage.again") : error && stage === "waiting" ? t("stage.delayed") : t(`stage.${stage}`)}
        {score && !again ? <span className="hidden"> {isJudged(score) ? t("overallSpoken", { overall: score.overall }) : t("notJudged")}</span> : null}
      </p>
      {stage === "waiting" && !error ? <Place place={job?.place} onLook={onLook} /> : null}
      {error && (stage === "accepted" || stage === "waiting") ? <Delay error={error} /> : null}
    </div>
  );
}
