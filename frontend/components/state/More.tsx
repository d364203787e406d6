"use client";
/** The button that brings the next page of a list; pressed again where that failed. */

import { useEffect, useRef, type RefObject } from "react";
import type { Problem } from "../../lib/api/index.ts";
import { Trouble } from "./Trouble.tsx";

interface Props {
  label: string;
  /** The page is on its way. */
  busy: boolean;
  problem: Problem | undefined;
  onMore: () => void;
}

export function More({ label, busy, problem, onMore }: Props) {
  return (
    <>
      {problem && !busy ? <Trouble problem={problem} /> : null}
      <button type="button" className="button quiet" data-testid="more" aria-disabled={busy} onClick={() => busy || onMore()}>
        {label}
      </button>
    </>
  );
}

/** The first link of what has arrived takes the focus that the vanished button had; one that has moved on stays. */
export function useArrival<E extends HTMLElement>(arrived: boolean): RefObject<E | null> {
  const list = useRef<E>(null);
  useEffect(() => {
    if (arrived && document.activeElement === document.body) list.current?.querySelector("a")?.focus();
  }, [arrived]);
  return list;
}
