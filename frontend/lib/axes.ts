/** The six sides that a question looks at an answer from. */

export const AXES = ["experience", "depth", "architecture", "problem-solving", "collaboration", "ai"] as const;

export type Axis = (typeof AXES)[number];

export function isAxis(value: string): value is Axis {
  return (AXES as readonly string[]).includes(value);
}
