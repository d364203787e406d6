/** How the page may move by itself. */

/** Gliding, unless the person asked for less of it. */
export const gliding = (): ScrollBehavior => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
