/** One clock for every "a minute ago" of a page; it stands still while nobody listens. */

const EVERY_MS = 30_000;

const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;
let ticks = 0;

export const lastTick = (): number => ticks;

export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  ticking ??= setInterval(tick, EVERY_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

function tick(): void {
  ticks++;
  for (const listener of [...listeners]) listener();
}
