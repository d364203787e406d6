import assert from "node:assert/strict";
import { test } from "node:test";
import type { Job, Score } from "../../lib/api/types.ts";
import { overlay, tell } from "../../lib/stream/live.ts";
import { outdatedBy } from "../../lib/stream/invalidation.ts";
import { accepted, delayed, failed, scored, score, started } from "./events.ts";

const queued: Job = { state: "queued", error: null };
const view: { scoring: Job; embedding: Job; score: Score | null } = { scoring: queued, embedding: queued, score: null };

test("an event later than the view is laid over it", () => {
  const shown = overlay(view, 4, tell({}, scored(5, 90)));
  assert.equal(shown.scoring.state, "done");
  assert.equal(shown.score?.overall, 90);
  assert.equal(shown.embedding, queued);
});

test("a view read after the event is not overruled by it", () => {
  const failedView = { ...view, scoring: { state: "failed", error: null } satisfies Job };
  assert.equal(overlay(failedView, 5, tell({}, scored(5, 90))), failedView);
});

test("without news the view itself is shown", () => {
  assert.equal(overlay(view, 0, undefined), view);
});

test("a new answer makes the lists old, a result does not", () => {
  assert.ok(outdatedBy(accepted(1)).includes("answers:"));
  assert.ok(!outdatedBy(scored(1, 1)).includes("answers:"));
});

test("any news is one more hop of its answer's way, and one more of what is kept", () => {
  for (const event of [accepted(1), started(2), delayed(3), failed(4), scored(5, 90)]) {
    assert.ok(outdatedBy(event).includes("trace:x"));
    assert.ok(outdatedBy(event).includes("workspace"));
  }
});

test("an interim score stays while the real one is awaited, and gives way to it", () => {
  const interim = { ...score(40), provenance: { ...score(40).provenance, standing: "interim" as const } };
  const waiting = { ...view, score: interim };
  assert.equal(overlay(waiting, 4, tell({}, started(5))).score?.overall, 40);
  assert.equal(overlay(waiting, 4, tell({}, scored(5, 90))).score?.overall, 90);
});

test("scored again, an answer keeps its score until the new one comes, and when none comes", () => {
  const stored = { ...view, score: score(40) };
  for (const again of [started(6), delayed(6), failed(6)]) {
    assert.equal(overlay(stored, 4, tell({}, again)).score?.overall, 40);
    // the first score came by the stream, after the view was read
    assert.equal(overlay(view, 4, tell(tell({}, scored(5, 90)), again)).score?.overall, 90);
  }
  assert.equal(overlay(stored, 4, tell({}, failed(6))).scoring.state, "failed");
  assert.equal(overlay(stored, 4, tell(tell({}, started(6)), scored(7, 90))).score?.overall, 90);
});
