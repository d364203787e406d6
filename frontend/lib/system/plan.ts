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
  height: 696,
  box: { width: 150, height: 86 },
  at: {
    browser: [16, 0],
    api: [16, 122],
    bus: [16, 244],
    relay: [16, 366],
    postgres: [16, 488],
    embedding: [16, 610],
    provider: [210, 0],
    scoringQueue: [210, 122],
    scoring: [210, 244],
    encoder: [210, 366],
    embeddingQueue: [210, 610],
  },
  lines: {
    "browser-api": [[91, 86], [91, 122]],
    "api-postgres": [[16, 165], [4, 165], [4, 531], [16, 531]],
    "api-scoringQueue": [[166, 150], [210, 150]],
    "api-embeddingQueue": [[166, 182], [180, 182], [180, 640], [210, 640]],
    "scoringQueue-scoring": [[285, 208], [285, 244]],
    "embeddingQueue-embedding": [[210, 668], [166, 668]],
    "scoring-encoder": [[285, 330], [285, 366]],
    "scoring-provider": [[360, 287], [372, 287], [372, 43], [360, 43]],
    "scoring-postgres": [[210, 304], [196, 304], [196, 531], [166, 531]],
    "embedding-postgres": [[91, 610], [91, 574]],
    "postgres-relay": [[91, 488], [91, 452]],
    "relay-bus": [[91, 366], [91, 330]],
    "scoring-bus": [[210, 270], [166, 270]],
    "bus-api": [[91, 244], [91, 208]],
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
