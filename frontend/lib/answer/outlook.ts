/** The axes that a score counts for, and whether it tells them apart; while it is awaited, what is to be expected of it. */

import type { Question, Score } from "../api/types.ts";
import { areApart } from "../axes.ts";

export interface Outlook {
  axes: string[];
  apart: boolean;
}

/** `asked`: the follow-up that was answered. It asks for one thing, and its number tells no axis from another. */
export function outlookOf(
  score: Pick<Score, "axes" | "points"> | null | undefined,
  question: Pick<Question, "axes" | "rubric"> | undefined,
  asked: string | null,
): Outlook {
  const axes = score?.axes.map(({ axis }) => axis) ?? question?.axes ?? [];
  const points = score?.points ?? (asked ? [] : (question?.rubric ?? []));
  return { axes, apart: areApart(axes, points) };
}
