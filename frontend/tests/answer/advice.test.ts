import assert from "node:assert/strict";
import { test } from "node:test";
import { adviceOf, belowItsPoint } from "../../lib/answer/advice.ts";
import type { PointScore } from "../../lib/api/types.ts";

const point = (id: string, change: Partial<PointScore>): PointScore => ({ id, text: id, weight: 1, verdict: "missed", evidence: [], advice: `about ${id}`, ...change });
const quoted = [{ quote: "words", start: 0, end: 5 }];

test("what is missing is named, what was said wrongly is corrected and never told to be added", () => {
  const points = [
    point("absent", {}),
    point("half", { verdict: "partial", evidence: quoted }),
    point("reversed", { evidence: quoted }),
    point("misconception", { weight: -1, verdict: "met", evidence: quoted }),
  ];
  const told = adviceOf(["about misconception", "about reversed", "about absent", "about half", "speak of figures"], points);
  assert.deepEqual(told, { correct: ["about misconception", "about reversed"], add: ["absent", "half", "speak of figures"] });
});

test("below its point advice does not say the point again, in either language; a model's own words stay", () => {
  const below = (text: string, advice: string): string => belowItsPoint(point("p", { text, advice }));
  assert.equal(below("둘의 순위가 같다.", "‘둘의 순위가 같다’ — 이 내용이 보이지 않습니다. 힌트: 길이."), "이 내용이 보이지 않습니다. 힌트: 길이.");
  assert.equal(below("The order is the same.", "Not found yet: The order is the same. A nudge: length."), "Not found yet. A nudge: length.");
  assert.equal(below("The order is the same", "Say why."), "Say why.");
});
