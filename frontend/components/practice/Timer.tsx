"use client";
/** Time since the first letter against the target; it only tells, it never stops anyone. */

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { clock } from "../../lib/format.ts";

export function Timer({ target, running }: { target: number | null; running: boolean }) {
  const t = useTranslations("practice");
  const seconds = useSeconds(running);
  const over = target !== null && seconds > target;
  return (
    <p className="timer" role="timer" data-over={over || undefined} aria-label={target === null ? t("timer") : t("timerOf", { target: clock(target) })}>
      <span>{clock(seconds)}</span>
      {target === null ? null : <span className="timer-target"> / {clock(target)}</span>}
    </p>
  );
}

function useSeconds(running: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!running) return;
    const began = Date.now() - seconds * 1000;
    const tick = setInterval(() => setSeconds(Math.floor((Date.now() - began) / 1000)), 1000);
    return () => clearInterval(tick);
    // Only a start or a stop begins a new count.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [running]);
  return seconds;
}
