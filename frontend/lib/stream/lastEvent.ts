/** When this browser last heard an event: kept, so that a reload or a second tab knows it, too. */

import { storage } from "../draft/storage.ts";

const SHELF = "backtalk.lastEvent";

export function lastEvent(): string | null {
  const at = storage()?.getItem(SHELF) ?? null;
  return at && Number.isFinite(Date.parse(at)) ? at : null;
}

/** Null forgets it: another person's time means nothing to this one. */
export function keepLastEvent(at: string | null): void {
  try {
    if (at) storage()?.setItem(SHELF, at);
    else storage()?.removeItem(SHELF);
  } catch {
    // A browser that keeps nothing shows the time again from the next event on.
  }
}
