import assert from "node:assert/strict";
import { test } from "node:test";
import type { Hop } from "../../lib/api/types.ts";
import { PARTS } from "../../lib/system/parts.ts";
import type { Outcome } from "../../lib/system/walked.ts";
import { lackOf, stepsOf } from "../../lib/trace/steps.ts";

const hop = (name: Hop["hop"], ms: number, more: Partial<Hop> = {}): Hop => ({ hop: name, at: new Date(Date.UTC(2026, 10, 21) + ms).toISOString(), job: null, event: null, seq: null, attempt: null, ...more });

const HOPS = [
  hop("received", 0),
  hop("committed", 7),
  hop("dispatched", 8, { job: "embedding" }),
  hop("pushed", 20, { event: "answer.accepted", seq: 1 }),
  hop("pushed", 90, { job: "scoring", event: "answer.scored", seq: 2 }),
];

const outcome = (scoring: string, embedding: string): Outcome => ({ score: null, scoring: { state: scoring, error: null }, embedding: { state: embedding, error: null } }) as Outcome;

test("each step has its place on the drawing and the real times, since the request and since the step before", () => {
  const steps = stepsOf("a", HOPS, undefined, new Map());
  assert.deepEqual(
    steps.map(({ part, sinceRequest, sincePrevious }) => [part, sinceRequest, sincePrevious]),
    [["api", 0, null], ["postgres", 7, 7], ["embeddingQueue", 8, 1], ["api", 20, 12], ["api", 90, 70]],
  );
  for (const { part } of steps) assert.ok(PARTS.includes(part));
});

test("what was painted here is told with the push that brought it", () => {
  const steps = stepsOf("a", HOPS, undefined, new Map([["a:2", 14], ["b:1", 99]]));
  assert.deepEqual(steps.map(({ painted }) => painted), [null, null, null, null, 14]);
});

test("a step is the same one after another has come in before it", () => {
  const later = [...HOPS.slice(0, 3), hop("published", 15, { event: "answer.accepted", seq: 1 }), ...HOPS.slice(3)];
  const [before, after] = [stepsOf("a", HOPS, undefined, new Map()), stepsOf("a", later, undefined, new Map())];
  assert.equal(new Set(after.map(({ key }) => key)).size, later.length);
  assert.equal(before[3]?.key, after[4]?.key);
});

test("what the way lacks is said: everything, its news, its end", () => {
  assert.equal(lackOf([], undefined), "noHops");
  assert.equal(lackOf(HOPS.slice(0, 3), outcome("done", "failed")), "noEvents");
  assert.equal(lackOf(HOPS, outcome("done", "running")), "underway");
  assert.equal(lackOf(HOPS, outcome("done", "done")), null);
  assert.equal(lackOf(HOPS, undefined), null);
});
