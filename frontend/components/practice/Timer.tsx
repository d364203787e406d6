"use client";
/** Time spent against the target: begins with the first letter or on purpose, rests on purpose, never stops anyone. */

import { useTranslations } from "use-intl";
import { clock } from "../../lib/format.ts";
import type { Clock } from "../../lib/practice/useStopwatch.ts";

export function Timer({ target, watch }: { target: number | null; watch: Clock }) {
  const t = useTranslations("practice");
  const over = target !== null && watch.seconds > target;
  return (
    <div className="timer" data-testid="timer" data-over={over || undefined} data-running={watch.running || undefined}>
      <button type="button" className="timer-switch" onClick={watch.running ? watch.rest : watch.start} aria-label={watch.running ? t("rest") : t("start")}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d={watch.running ? "M4.500 3h2.500v10h-2.500zM9 3h2.500v10h-2.500z" : "M5 3l8 5-8 5z"} fill="currentColor" />
        </svg>
      </button>
      <p role="timer" aria-label={target === null ? t("timer") : t("timerOf", { target: clock(target) })}>
        <span>{clock(watch.seconds)}</span>
        {target === null ? null : <span className="timer-target"> / {clock(target)}</span>}
      </p>
      <p className="hidden" role="status">
        {over ? t("over") : ""}
      </p>
    </div>
  );
}
