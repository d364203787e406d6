/** Where the parts stand on the drawing, wide and narrow. */

import type { Part } from "./parts.ts";

export interface Plan {
  width: number;
  height: number;
  box: { width: number; height: number };
  at: Record<Part, [number, number]>;
}

export const WIDE: Plan = {
  width: 1000,
  height: 380,
  box: { width: 186, height: 84 },
  at: {
    browser: [97, 190],
    api: [350, 190],
    redis: [625, 50],
    relay: [625, 190],
    postgres: [625, 330],
    scoring: [903, 50],
    encoder: [903, 190],
    embedding: [903, 330],
  },
};

export const NARROW: Plan = {
  width: 360,
  height: 480,
  box: { width: 158, height: 86 },
  at: {
    browser: [82, 50],
    api: [82, 175],
    redis: [82, 300],
    relay: [82, 425],
    encoder: [278, 50],
    scoring: [278, 175],
    postgres: [278, 300],
    embedding: [278, 425],
  },
};

type Point = [number, number];

/** From the rim of one box to the rim of the other, straight. */
export function line(plan: Plan, from: Part, to: Part): [Point, Point] {
  return [rim(plan, from, to), rim(plan, to, from)];
}

function rim(plan: Plan, from: Part, to: Part): Point {
  const [x, y] = plan.at[from];
  const [dx, dy] = [plan.at[to][0] - x, plan.at[to][1] - y];
  const reach = Math.min(plan.box.width / 2 / Math.abs(dx || 1e-9), plan.box.height / 2 / Math.abs(dy || 1e-9));
  return [Math.round(x + dx * reach), Math.round(y + dy * reach)];
}

export function pathOf([[x1, y1], [x2, y2]]: [Point, Point]): string {
  return `M${x1} ${y1}L${x2} ${y2}`;
}
