"use client";
/** A button that goes away with its own press hands the focus on; the keyboard would be back at the top of the page. */

import { useLayoutEffect, useRef, type RefObject } from "react";

/** `to` selects what can take the focus (`tabIndex={-1}` at the least) and stays. */
export function useHandOver(to: string): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const leaving = button.current;
    return () => {
      if (leaving && document.activeElement === leaving) document.querySelector<HTMLElement>(to)?.focus({ preventScroll: true });
    };
  }, [to]);
  return button;
}
