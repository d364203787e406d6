/** The six axes as a figure: each axis keeps its place, so that a shape can be recognised. */

import { AXES } from "./axes.ts";

export interface Spoke {
  axis: (typeof AXES)[number];
  score: number | null;
  /** The end of the axis, and the place of its score. */
  end: [number, number];
  at: [number, number];
}

export function spokesOf(scores: { axis: string; score: number | null }[], centre: number, radius: number): Spoke[] {
  return AXES.map((axis, index) => {
    const score = scores.find((one) => one.axis === axis)?.score ?? null;
    const angle = (index / AXES.length) * 2 * Math.PI - Math.PI / 2;
    const on = (share: number): [number, number] => [round(centre + Math.cos(angle) * radius * share), round(centre + Math.sin(angle) * radius * share)];
    return { axis, score, end: on(1), at: on((score ?? 0) / 100) };
  });
}

const round = (value: number): number => Math.round(value * 10) / 10;
