/** Which lines one's events are on, from which end, and how long after their arrival. */

import type { Frame } from "../stream/events.ts";
import { edgeBetween, walksOf, type Edge, type Walk } from "./parts.ts";

export interface Pulse {
  key: string;
  edge: Edge;
  /** Against the direction in which the line is drawn. */
  back: boolean;
  /** How many lines of its way come before this one. */
  step: number;
}

export function pulsesOf(walking: readonly { key: number; frame: Frame }[]): Pulse[] {
  return walking.flatMap(({ key, frame }) => walksOf(frame).flatMap((walk, way) => along(walk, `${key}-${way}`)));
}

/** The lines of one way, in the order in which they are walked. */
export function along(walk: Walk, key: string): Pulse[] {
  return walk.slice(1).flatMap((to, step) => {
    const from = walk[step] ?? to;
    const edge = edgeBetween(from, to);
    return edge ? [{ key: `${key}-${step}`, edge, back: edge !== `${from}-${to}`, step }] : [];
  });
}
