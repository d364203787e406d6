/** How long each event took here from its arrival to the next painted picture; by this browser's own clock, kept for this tab. */

import { onFrame } from "../stream/frames.ts";
import type { Frame } from "../stream/events.ts";

const KEPT = 200;
const SHELF = "backtalk:painted";

type Entry = [key: string, ms: number];

export const keyOf = (answerId: string, seq: number): string => `${answerId}:${seq}`;

/** Starts noting; returns how to stop. */
export function notePainting(): () => void {
  return onFrame((frame) => {
    if (!("seq" in frame) || document.visibilityState !== "visible") return;
    const arrived = performance.now();
    const hidden = new AbortController();
    // A tab in the background paints nothing until somebody looks at it again.
    document.addEventListener("visibilitychange", () => hidden.abort(), { once: true, signal: hidden.signal });
    // The first callback runs before the picture with the news is painted, the second after it.
    requestAnimationFrame(() =>
      requestAnimationFrame((now) => {
        if (!hidden.signal.aborted) remember(frame, now - arrived);
        hidden.abort();
      }),
    );
  });
}

/** Milliseconds from arrival to paint, by `keyOf`. */
export function painted(): ReadonlyMap<string, number> {
  return new Map(read());
}

function remember(frame: Extract<Frame, { seq: number }>, ms: number): void {
  const entries = [...read(), [keyOf(frame.answer_id, frame.seq), Math.max(0, ms)] satisfies Entry].slice(-KEPT);
  try {
    sessionStorage.setItem(SHELF, JSON.stringify(entries));
  } catch {
    // A full or forbidden shelf costs one line of one table.
  }
}

function read(): Entry[] {
  try {
    return JSON.parse(sessionStorage.getItem(SHELF) ?? "[]") as Entry[];
  } catch {
    return [];
  }
}
