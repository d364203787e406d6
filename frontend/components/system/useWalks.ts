"use client";
/** One's own events as they arrive, each for as long as it is shown. */

import { useEffect, useState } from "react";
import { onFrame } from "../../lib/stream/frames.ts";
import type { Frame } from "../../lib/stream/events.ts";

export interface Walking {
  key: number;
  frame: Frame;
  at: number;
}

const SHOWN_MS = 2_600;
const KEPT = 40;

export function useWalks(): { walking: Walking[]; recent: Walking[] } {
  const [recent, setRecent] = useState<Walking[]>([]);
  const [now, setNow] = useState(0);
  useEffect(() => {
    let key = 0;
    return onFrame((frame) => {
      const at = Date.now();
      setNow(at);
      setRecent((before) => [{ key: ++key, frame, at }, ...before].slice(0, KEPT));
    });
  }, []);
  useEffect(() => {
    if (!recent.some(({ at }) => at + SHOWN_MS > now)) return;
    const over = setTimeout(() => setNow(Date.now()), SHOWN_MS);
    return () => clearTimeout(over);
  }, [recent, now]);
  return { walking: recent.filter(({ at }) => at + SHOWN_MS > now), recent };
}
