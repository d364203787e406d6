import assert from "node:assert/strict";
import { test } from "node:test";
import { initial, reduce, type StreamState } from "../../lib/stream/reducer.ts";
import type { Frame } from "../../lib/stream/events.ts";
import { accepted, delayed, failed, partial, scored, started } from "./events.ts";

const joined = (seq: number): StreamState => reduce(initial, { type: "joined", seq });
const feed = (state: StreamState, ...frames: Frame[]): StreamState =>
  frames.reduce((before, frame) => reduce(before, { type: "frame", frame }), state);

test("each event moves the cursor by one and says what became of the answer", () => {
  const state = feed(joined(4), accepted(5), started(6), scored(7, 80));
  assert.equal(state.cursor, 7);
  assert.equal(state.answers.x?.scoring?.job.state, "done");
  assert.equal(state.answers.x?.scoring?.score?.overall, 80);
  assert.equal(state.resync, 0);
});

test("an event that comes twice changes nothing the second time", () => {
  const once = feed(joined(0), accepted(1), scored(2, 80));
  assert.equal(feed(once, scored(2, 10), accepted(1)), once);
});

test("any prefix sent again after a reconnect ends in the same state", () => {
  const all = [accepted(1), started(2), scored(3, 70), accepted(4, "y"), scored(5, 90, "y")];
  const expected = feed(joined(0), ...all);
  for (let cut = 0; cut <= all.length; cut++) {
    for (let from = 0; from <= cut; from++) {
      assert.deepEqual(feed(joined(0), ...all.slice(0, cut), ...all.slice(from)), expected);
    }
  }
});

test("a gap asks for the views again and goes on from the later event", () => {
  const state = feed(joined(1), scored(4, 60));
  assert.equal(state.resync, 1);
  assert.equal(state.cursor, 4);
  assert.equal(feed(state, accepted(5, "y")).resync, 1);
});

test("a reset forgets what was told, asks for the views and goes on from the head", () => {
  const state = feed(joined(1), accepted(2), { kind: "reset", head: 40 });
  assert.deepEqual([state.cursor, state.resync, state.answers], [40, 1, {}]);
  assert.equal(feed(state, accepted(41, "z")).resync, 1);
});

test("a reset to an earlier head is believed, or nothing would ever count as new again", () => {
  assert.equal(feed(joined(900), { kind: "reset", head: 3 }).cursor, 3);
});

test("what another tab passes on before the first view is kept until the view says where it stands", () => {
  const early = feed(initial, accepted(8), scored(9, 50));
  assert.equal(early.cursor, null);
  const state = reduce(early, { type: "joined", seq: 8 });
  assert.equal(state.cursor, 9);
  assert.equal(state.resync, 0);
  assert.equal(state.answers.x?.scoring?.seq, 9);
});

test("a later view does not move the cursor past events that are still to come", () => {
  const state = reduce(joined(3), { type: "joined", seq: 10 });
  assert.equal(state.cursor, 3);
});

test("partial points arrive in any order, move no cursor, and give way to the result", () => {
  const reading = feed(joined(0), accepted(1), started(2), partial(2), partial(0));
  assert.deepEqual(Object.keys(reading.answers.x?.partial?.points ?? {}), ["0", "2"]);
  assert.equal(reading.cursor, 2);
  const done = feed(reading, scored(3, 77));
  assert.equal(done.answers.x?.partial, undefined);
  assert.equal(feed(done, partial(1)), done);
});

test("a new attempt starts with no points of the one before", () => {
  const state = feed(joined(0), accepted(1), started(2), partial(0), delayed(3), started(4));
  assert.equal(state.answers.x?.partial, undefined);
  assert.equal(state.answers.x?.scoring?.job.state, "running");
});

test("a failure that will be tried again is a wait that says until when, one that will not is an end", () => {
  const waiting = feed(joined(0), delayed(1)).answers.x?.scoring?.job;
  assert.deepEqual([waiting?.state, waiting?.error?.retry_at], ["queued", "2026-11-21T12:00:09Z"]);
  assert.equal(feed(joined(0), failed(1)).answers.x?.scoring?.job.state, "failed");
  assert.equal(feed(joined(0), delayed(1), started(2)).answers.x?.scoring?.job.error, null);
});

test("another user's state is forgotten whole", () => {
  const state = reduce(feed(joined(5), accepted(6)), { type: "forgotten" });
  assert.deepEqual([state.cursor, state.answers, state.resync], [null, {}, 1]);
});

test("a new tab takes over what another one knows, its own news first", () => {
  const state = feed(joined(0), accepted(1), started(2));
  const merged = reduce(state, { type: "caughtUpElsewhere", answers: { x: {}, y: { deleted: 1 } } });
  assert.equal(merged.answers.x?.scoring?.seq, 2);
  assert.equal(merged.answers.y?.deleted, 1);
});
