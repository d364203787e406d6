/** Passes frames on as they come, for what shows the news itself and not what became of it. */

import type { Frame } from "./events.ts";

type Listener = (frame: Frame) => void;

const listeners = new Set<Listener>();

export function onFrame(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function passOn(frame: Frame): void {
  for (const listener of listeners) listener(frame);
}
