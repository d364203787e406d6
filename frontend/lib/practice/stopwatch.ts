/** Time spent on an answer: runs, rests, goes on, and survives a reload. */

export interface Stopwatch {
  /** Milliseconds of the runs that have ended. */
  spent: number;
  /** When the present run began; null while it rests. */
  since: number | null;
}

export const UNUSED: Stopwatch = { spent: 0, since: null };

export function started(watch: Stopwatch, now: number): Stopwatch {
  return watch.since === null ? { ...watch, since: now } : watch;
}

export function rested(watch: Stopwatch, now: number): Stopwatch {
  return { spent: elapsed(watch, now), since: null };
}

export function elapsed({ spent, since }: Stopwatch, now: number): number {
  return spent + (since === null ? 0 : Math.max(0, now - since));
}

const name = (draft: string): string => `backtalk.time.${draft}`;

/** A kept time is a resting one: nobody writes while the page is closed. */
export function readSpent(storage: Storage | undefined, draft: string): Stopwatch {
  try {
    const spent = Number(storage?.getItem(name(draft)) ?? 0);
    return spent > 0 ? { spent, since: null } : UNUSED;
  } catch {
    return UNUSED;
  }
}

export function keepSpent(storage: Storage | undefined, draft: string, spent: number): void {
  try {
    if (spent > 0) storage?.setItem(name(draft), String(Math.round(spent)));
    else storage?.removeItem(name(draft));
  } catch {
    // A browser that keeps nothing still shows the time of this visit.
  }
}
