/** How far to scroll until something is seen; heights on the screen, downwards. */

export interface Stretch {
  top: number;
  bottom: number;
}

/** 0 for what is seen already; the top comes first of what is taller than the window. */
export function wayInto(window: Stretch, { top, bottom }: Stretch): number {
  if (top < window.top) return top - window.top;
  return Math.max(0, Math.min(bottom - window.bottom, top - window.top));
}

export function unionOf(all: readonly Stretch[]): Stretch {
  return { top: Math.min(...all.map(({ top }) => top)), bottom: Math.max(...all.map(({ bottom }) => bottom)) };
}
