"use client";
/** The stopwatch of one draft, ticking once a second. */

import { useEffect, useState } from "react";
import { storage } from "../draft/storage.ts";
import { elapsed, keepSpent, readSpent, rested, started, UNUSED, type Stopwatch } from "./stopwatch.ts";

export interface Clock {
  seconds: number;
  running: boolean;
  start: () => void;
  rest: () => void;
  clear: () => void;
}

export function useStopwatch(draft: string): Clock {
  const [watch, setWatch] = useState<Stopwatch>(UNUSED);
  const [now, setNow] = useState(0);
  useEffect(() => setWatch(readSpent(storage(), draft)), [draft]);
  useEffect(() => {
    if (watch.since === null) return;
    const tick = setInterval(() => {
      setNow(Date.now());
      keepSpent(storage(), draft, elapsed(watch, Date.now()));
    }, 1_000);
    return () => clearInterval(tick);
  }, [watch, draft]);

  const set = (next: Stopwatch): void => {
    setNow(Date.now());
    setWatch(next);
    keepSpent(storage(), draft, next.spent);
  };
  return {
    seconds: elapsed(watch, Math.max(now, watch.since ?? 0)) / 1000,
    running: watch.since !== null,
    start: () => watch.since === null && set(started(watch, Date.now())),
    rest: () => set(rested(watch, Date.now())),
    clear: () => set(UNUSED),
  };
}
