/** What the advice of a score says to add, and what to correct. */

import type { PointScore } from "../api/types.ts";

export interface Advice {
  add: string[];
  correct: string[];
}

/** Advice on a point that is missing stands beside it already, and is only named here. Advice on what was said wrongly stays as
 * it is: the name of a misconception is the misconception. */
export function adviceOf(improvements: string[], points: PointScore[]): Advice {
  const about = (text: string): PointScore | undefined => points.find(({ advice }) => advice === text);
  const correct = improvements.filter((text) => saidWrongly(about(text)));
  const add = improvements.filter((text) => !correct.includes(text)).map((text) => about(text)?.text ?? text);
  return { add, correct };
}

/** Advice as it reads below its point: the offline scorer's names the point first, which stands right above it there. */
export function belowItsPoint({ advice, text }: PointScore): string {
  const said = text.trim().replace(/[.。]+$/, "");
  return (advice ?? "").replace(`‘${said}’ — `, "").replace(`: ${said}`, "");
}

/** A misconception that was stated, or a point whose words were there and said something else. */
function saidWrongly(point: PointScore | undefined): boolean {
  if (!point) return false;
  return point.weight < 0 || (point.verdict === "missed" && point.evidence.length > 0);
}
