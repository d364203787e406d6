import assert from "node:assert/strict";
import { test } from "node:test";
import { outlookOf } from "../../lib/answer/outlook.ts";
import type { Question, Score } from "../../lib/api/types.ts";

const axes = ["architecture", "depth"];
const question = { axes, rubric: [{ axes: ["depth"] }, { axes: [] }] } as unknown as Pick<Question, "axes" | "rubric">;
const scoreOf = (...named: string[][]): Pick<Score, "axes" | "points"> =>
  ({ axes: axes.map((axis) => ({ axis, score: 50 })), points: named.map((axes) => ({ axes })) }) as unknown as Score;

test("while a score is awaited the rubric tells whether its axes will be apart, and a follow-up's will not", () => {
  assert.deepEqual(outlookOf(null, question, null), { axes, apart: true });
  assert.deepEqual(outlookOf(null, question, "그리고요?"), { axes, apart: false });
  assert.deepEqual(outlookOf(null, undefined, null), { axes: [], apart: false });
});

test("the score itself decides once it is there", () => {
  assert.ok(outlookOf(scoreOf(["depth"], ["architecture"]), { axes, rubric: [] }, null).apart);
  assert.ok(!outlookOf(scoreOf([], []), question, null).apart);
});
