/** The six sides that a question looks at an answer from. */

export const AXES = ["experience", "depth", "architecture", "problem-solving", "collaboration", "ai"] as const;

export type Axis = (typeof AXES)[number];

export function isAxis(value: string): value is Axis {
  return (AXES as readonly string[]).includes(value);
}

/** The axes of all that a point counts for, where those are fewer than all; else none. */
export function axesOf({ axes }: { axes?: string[] }, all: string[]): string[] {
  const own = all.filter((axis) => axes?.includes(axis));
  return own.length < all.length ? own : [];
}

/** Whether anything tells the axes of a score apart: else they are one number, said several times. */
export function areApart(all: string[], points: { axes?: string[] }[]): boolean {
  return points.some((point) => axesOf(point, all).length);
}
