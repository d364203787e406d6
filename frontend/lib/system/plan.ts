/** Where the parts stand on the drawing and how the lines run between them, wide and narrow. */

import type { Edge, Part } from "./parts.ts";

export type Point = readonly [number, number];

export interface Plan {
  width: number;
  height: number;
  box: { width: number; height: number };
  /** The upper left corner of each box. */
  at: Record<Part, Point>;
  /** From the rim of the first box to the rim of the second, around all others. */
  lines: Record<Edge, readonly Point[]>;
}

/** What is asked goes along the rims; the news comes back on one straight line through the middle. */
export const WIDE: Plan = {
  width: 1020,
  height: 470,
  box: { width: 168, height: 86 },
  at: {
    browser: [0, 212],
    api: [213, 212],
    scoringQueue: [426, 80],
    scoring: [639, 80],
    provider: [852, 0],
    encoder: [852, 106],
    bus: [426, 212],
    relay: [639, 212],
    postgres: [852, 212],
    embeddingQueue: [426, 344],
    embedding: [639, 344],
  },
  lines: {
    "browser-api": [[168, 258], [213, 258]],
    "api-postgres": [[250, 298], [250, 458], [960, 458], [960, 298]],
    "api-scoringQueue": [[297, 212], [297, 123], [426, 123]],
    "api-embeddingQueue": [[297, 298], [297, 387], [426, 387]],
    "scoringQueue-scoring": [[594, 123], [639, 123]],
    "embeddingQueue-embedding": [[594, 387], [639, 387]],
    "scoring-encoder": [[807, 132], [852, 132]],
    "scoring-provider": [[807, 106], [829, 106], [829, 43], [852, 43]],
    "scoring-postgres": [[807, 154], [829, 154], [829, 232], [852, 232]],
    "embedding-postgres": [[807, 387], [910, 387], [910, 298]],
    "postgres-relay": [[852, 258], [807, 258]],
    "relay-bus": [[639, 258], [594, 258]],
    "scoring-bus": [[700, 166], [700, 189], [540, 189], [540, 212]],
    "bus-api": [[426, 258], [381, 258]],
  },
};

export const NARROW: Plan = {
  width: 376,
  height: 714,
  box: { width: 160, height: 86 },
  at: {
    browser: [12, 0],
    api: [12, 122],
    bus: [12, 244],
    relay: [12, 366],
    postgres: [12, 488],
    embedding: [12, 610],
    provider: [208, 0],
    scoringQueue: [208, 122],
    scoring: [208, 244],
    encoder: [208, 366],
    embeddingQueue: [208, 610],
  },
  lines: {
    "browser-api": [[92, 86], [92, 122]],
    "api-postgres": [[12, 165], [3, 165], [3, 531], [12, 531]],
    "api-scoringQueue": [[172, 150], [208, 150]],
    "api-embeddingQueue": [[172, 182], [184, 182], [184, 640], [208, 640]],
    "scoringQueue-scoring": [[288, 208], [288, 244]],
    "embeddingQueue-embedding": [[208, 668], [172, 668]],
    "scoring-encoder": [[288, 330], [288, 366]],
    "scoring-provider": [[368, 287], [374, 287], [374, 43], [368, 43]],
    "scoring-postgres": [[208, 304], [196, 304], [196, 531], [172, 531]],
    "embedding-postgres": [[92, 610], [92, 574]],
    "postgres-relay": [[92, 488], [92, 452]],
    "relay-bus": [[92, 366], [92, 330]],
    "scoring-bus": [[208, 270], [172, 270]],
    "bus-api": [[92, 244], [92, 208]],
  },
};

const BEND = 10;

/** The line as an SVG path, its corners rounded. */
export function pathOf(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (!before) return `M${point.join(" ")}`;
      return after ? `L${towards(point, before).join(" ")}Q${point.join(" ")} ${towards(point, after).join(" ")}` : `L${point.join(" ")}`;
    })
    .join("");
}

/** A bend before the corner, on the way to a neighbour; half way where they stand closer. */
function towards([x, y]: Point, [otherX, otherY]: Point): Point {
  const length = Math.hypot(otherX - x, otherY - y);
  const part = Math.min(BEND, length / 2) / length;
  return [x + (otherX - x) * part, y + (otherY - y) * part];
}

/** Both ends of an edge. */
export function endsOf(edge: Edge): [Part, Part] {
  return edge.split("-") as [Part, Part];
}
