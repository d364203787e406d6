import assert from "node:assert/strict";
import { test } from "node:test";
import { adviceOf } from "../../lib/answer/advice.ts";
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
