"use client";
/** At which step somebody is, by hand or playing; the steps may grow meanwhile. */

import { useEffect, useState } from "react";
import type { Step } from "../../lib/trace/steps.ts";

/** Long enough to read on, and to see the line. */
const STEP_MS = 1_600;

interface Place {
  answer: string;
  step: string;
  playing: boolean;
}

export interface Stepping {
  /** -1: not begun. */
  index: number;
  playing: boolean;
  go: (index: number) => void;
  toggle: () => void;
}

/** The answer that was begun with goes on, however many newer ones arrive. */
export function usePlace() {
  return useState<Place | null>(null);
}

export function useStepping(answer: string | null, steps: readonly Step[], [place, setPlace]: ReturnType<typeof usePlace>): Stepping {
  const here = place?.answer === answer ? place : null;
  const index = here ? steps.findIndex(({ key }) => key === here.step) : -1;
  const last = steps.length - 1;
  const playing = here?.playing ?? false;
  const put = (next: number, on: boolean): void => {
    const step = steps[next];
    if (answer && step) setPlace({ answer, step: step.key, playing: on });
  };
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => (index < last ? put(index + 1, true) : put(index, false)), STEP_MS);
    return () => clearTimeout(timer);
    // `put` means the steps as they are when the time has come to change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [playing, index, last, answer]);
  return {
    index,
    playing,
    go: (next) => put(Math.max(0, Math.min(last, next)), false),
    toggle: () => (playing ? put(index, false) : put(index < last ? Math.max(0, index) : 0, true)),
  };
}
