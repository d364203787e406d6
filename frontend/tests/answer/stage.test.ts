import assert from "node:assert/strict";
import { test } from "node:test";
import { placesOf, stageOf } from "../../lib/answer/stage.ts";
import type { Job } from "../../lib/api/types.ts";
import { hint, tell, type LiveAnswer } from "../../lib/stream/live.ts";
import { partial, score, started } from "../stream/events.ts";

const job = (state: Job["state"]): Job => ({ state, error: null });
const reading: LiveAnswer = hint(tell({}, started(1)), partial(1));

test("the stages follow the answer's way", () => {
  assert.equal(stageOf(undefined, undefined), "accepted");
  assert.equal(stageOf(job("queued"), undefined), "waiting");
  assert.equal(stageOf(job("running"), undefined), "reading");
  assert.equal(stageOf(job("running"), reading), "points");
  assert.equal(stageOf(job("done"), reading), "scored");
  assert.equal(stageOf(job("failed"), reading), "failed");
  assert.equal(stageOf({ state: "queued", error: { code: "provider_timeout" } as Job["error"] }, reading), "waiting");
});

test("room is kept for every rubric point before its verdict is there", () => {
  const places = placesOf(null, reading, [3, 2, -1]);
  assert.deepEqual(places.map(({ point }) => point?.id ?? null), [null, "p1", null]);
  assert.equal(places[2]?.weight, -1);
});

test("the result replaces whatever was there", () => {
  assert.deepEqual(placesOf(score(5), reading, [3, 2, -1]).map(({ point }) => point?.id), ["a"]);
});
