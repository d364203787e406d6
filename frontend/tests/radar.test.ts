import assert from "node:assert/strict";
import { test } from "node:test";
import { spokesOf } from "../lib/radar.ts";

test("each axis keeps its place, and what was not asked stays at the centre", () => {
  const spokes = spokesOf([{ axis: "experience", score: 100 }, { axis: "ai", score: 50 }], 50, 40);
  assert.deepEqual(spokes[0]?.at, [50, 10]);
  assert.deepEqual(spokes[1]?.at, [50, 50]);
  assert.equal(spokes.length, 6);
  assert.equal(spokes.filter(({ score }) => score !== null).length, 2);
});
