/** Two results of one rubric, point by point: gained, lost, kept, still open. */

import type { PointScore, Score } from "../api/types.ts";
import { sameScorer } from "../scorers.ts";

export type Turn = "gained" | "lost" | "kept" | "open";

export const TURNS: readonly Turn[] = ["gained", "lost", "kept", "open"];

export interface PointTurn {
  id: string;
  text: string;
  weight: number;
  /** Null where the rubric of that time did not have the point. */
  before: PointScore | null;
  after: PointScore | null;
  turn: Turn;
}

/** By how many points of 100, if that means anything: null between two scorers, for a stricter one makes nobody worse. */
export function differenceOf(before: Pick<Score, "overall" | "provenance">, after: Pick<Score, "overall" | "provenance">): number | null {
  return sameScorer(before.provenance, after.provenance) ? after.overall - before.overall : null;
}

/**
 * The points in the order of the later rubric; what only the earlier one had comes last.
 * A misconception is a turn only where an answer states it, and the later one was looked at for it.
 */
export function turnsOf(before: PointScore[], after: PointScore[]): PointTurn[] {
  const old = new Map(before.map((point) => [point.id, point]));
  const now = new Set(after.map(({ id }) => id));
  const dropped = before.filter(({ id }) => !now.has(id));
  const turns = [...after.map((point) => turn(old.get(point.id) ?? null, point)), ...dropped.map((point) => turn(point, null))];
  return turns.filter(({ weight, before, after }) => weight >= 0 || (after && (after.verdict !== "missed" || (before && before.verdict !== "missed"))));
}

function turn(before: PointScore | null, after: PointScore | null): PointTurn {
  const { id, text, weight } = (after ?? before) as PointScore;
  const [from, to] = [before ? worth(before) : 0, after ? worth(after) : 0];
  if (weight < 0) return { id, text, weight, before, after, turn: from && to ? "open" : from ? "gained" : "lost" };
  return { id, text, weight, before, after, turn: to > from ? "gained" : to < from ? "lost" : to > 0 ? "kept" : "open" };
}

function worth({ verdict }: PointScore): number {
  return { met: 2, partial: 1, missed: 0 }[verdict];
}

/** The attempt to compare with when only one is named: the one before it, else the one after. */
export function partnerOf<T extends { id: string; attempt: number }>(items: T[], id: string): T | null {
  const sorted = items.toSorted((a, b) => a.attempt - b.attempt);
  const at = sorted.findIndex((item) => item.id === id);
  return at < 0 ? null : (sorted[at - 1] ?? sorted[at + 1] ?? null);
}
