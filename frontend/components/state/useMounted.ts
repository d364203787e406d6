"use client";
/** False in the prerendered page, true in the browser: for what only the browser knows. */

import { useSyncExternalStore } from "react";

const never = () => () => {};

export function useMounted(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
