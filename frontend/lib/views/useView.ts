"use client";
/** A fetched view for a component; without a key, or with an empty one, it is "not yet". */

import { useCallback, useSyncExternalStore } from "react";
import { read, refresh, watch, type Entry } from "./cache.ts";

export function useView<T>(name: string | null, load: () => Promise<T>): Entry<T> & { reload: () => void } {
  // `q && …` of an empty `q` is "": as a key it would ask the server for nothing, and show the refusal.
  const key = name || null;
  // The key says everything that `load` depends on, so a new closure is no new view.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const subscribe = useCallback((listener: () => void) => (key === null ? () => {} : watch(key, load, listener)), [key]);
  const entry = useSyncExternalStore(
    subscribe,
    () => read<T>(key),
    () => read<T>(null),
  );
  return { ...entry, reload: () => key !== null && refresh(key) };
}
