import assert from "node:assert/strict";
import { test } from "node:test";
import { areApart, axesOf } from "../lib/axes.ts";

const BOTH = ["architecture", "depth"];

test("a point says its axes where they are fewer than all, in the order of the question", () => {
  assert.deepEqual(axesOf({ axes: ["depth"] }, BOTH), ["depth"]);
  assert.deepEqual(axesOf({ axes: ["ai", "architecture"] }, [...BOTH, "ai"]), ["architecture", "ai"]);
});

test("what counts for all axes says none, and so does a score of old", () => {
  for (const point of [{ axes: ["depth", "architecture"] }, { axes: [] }, {}]) assert.deepEqual(axesOf(point, BOTH), []);
  assert.deepEqual(axesOf({ axes: ["depth"] }, ["depth"]), []);
});

test("axes are apart where some point counts for fewer than all", () => {
  assert.ok(areApart(BOTH, [{ axes: [] }, { axes: ["depth"] }]));
  assert.ok(!areApart(BOTH, [{ axes: [] }, { axes: ["depth", "architecture"] }, {}]));
  assert.ok(!areApart(BOTH, []));
  assert.ok(!areApart(["depth"], [{ axes: ["depth"] }]));
});
