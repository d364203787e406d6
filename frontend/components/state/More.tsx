"use client";
/** The button that brings the next page of a list; pressed again where that failed. */

import { useCallback, useLayoutEffect, useRef, useState } from "react";
import type { Problem } from "../../lib/api/index.ts";
import { read } from "../../lib/views/cache.ts";
import { useView } from "../../lib/views/useView.ts";
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

/** The next page of a list: fetched once the button is pressed, and there at once for whoever comes back to an opened one. */
export function useMore<T>(key: string, load: () => Promise<T>) {
  const [wanted, setWanted] = useState(() => read(key).data !== undefined);
  const pressed = useRef(false);
  const page = useRef<HTMLElement>(null);
  const list = useCallback((element: HTMLElement | null) => void (page.current = element), []);
  const { data, problem, loading, reload } = useView(wanted ? key : null, load);
  const arrived = data !== undefined;
  useLayoutEffect(() => {
    if (!arrived || !pressed.current) return;
    pressed.current = false;
    // The first link of what has arrived takes the focus that the vanished button had; one that has moved on stays.
    if (document.activeElement === document.body) page.current?.querySelector("a")?.focus();
  }, [arrived]);
  function onMore(): void {
    pressed.current = true;
    if (wanted) reload();
    else setWanted(true);
  }
  return { data, list, more: { busy: wanted && loading, problem, onMore } };
}
