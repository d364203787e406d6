/** How the overall number came about: the weights that were earned, halved and taken away. */

import type { PointScore } from "../api/types.ts";

export interface Account {
  /** The sum of all weights that could be earned. */
  whole: number;
  met: number;
  /** Half the weight of what was only touched. */
  partial: number;
  /** What stated misconceptions took away. */
  taken: number;
}

export function accountOf(points: Pick<PointScore, "weight" | "verdict">[]): Account {
  const sum = (wanted: (point: Pick<PointScore, "weight" | "verdict">) => number): number => points.reduce((all, point) => all + wanted(point), 0);
  const share = { met: 1, partial: 0.5, missed: 0 };
  return {
    whole: sum(({ weight }) => Math.max(0, weight)),
    met: sum(({ weight, verdict }) => (weight > 0 && verdict === "met" ? weight : 0)),
    partial: sum(({ weight, verdict }) => (weight > 0 && verdict === "partial" ? weight / 2 : 0)),
    taken: sum(({ weight, verdict }) => (weight < 0 ? -weight * share[verdict] : 0)),
  };
}
