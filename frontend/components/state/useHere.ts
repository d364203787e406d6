"use client";
/** Whether a component is still on the page when what it asked for arrives. */

import { useEffect, useRef, type RefObject } from "react";

export function useHere(): RefObject<boolean> {
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => void (here.current = false);
  }, []);
  return here;
}
