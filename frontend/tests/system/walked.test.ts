import assert from "node:assert/strict";
import { test } from "node:test";
import type { Hop } from "../../lib/api/types.ts";
import { edgeBetween } from "../../lib/system/parts.ts";
import { along } from "../../lib/system/pulses.ts";
import { walkedBy, type Outcome } from "../../lib/system/walked.ts";
import { MESSAGES } from "../../lib/messages.ts";

const hop = (name: Hop["hop"], ms: number, more: Partial<Hop> = {}): Hop => ({ hop: name, at: new Date(Date.UTC(2026, 10, 21) + ms).toISOString(), job: null, event: null, seq: null, attempt: null, ...more });

const scored = (kind: string): Outcome["score"] =>
  ({ gate: kind === "gate" ? "dont_know" : null, provenance: { scorer: kind === "provider" ? "openai" : "rubric", model: "m" } }) as unknown as Outcome["score"];
const job = (state: string, code?: string): Outcome["scoring"] => ({ state, error: code ? { code, message: "" } : null }) as Outcome["scoring"];
const done = (score: Outcome["score"], scoring = job("done"), embedding = job("done")): Outcome => ({ score, scoring, embedding });

const WAY: Hop[] = [
  hop("received", 0),
  hop("committed", 5),
  hop("dispatched", 6, { job: "scoring" }),
  hop("dispatched", 6, { job: "embedding" }),
  hop("published", 8, { event: "answer.accepted", seq: 1 }),
  hop("pushed", 9, { event: "answer.accepted", seq: 1 }),
  hop("claimed", 10, { job: "scoring", attempt: 1 }),
  hop("claimed", 11, { job: "embedding", attempt: 1 }),
  hop("finished", 90, { job: "scoring", attempt: 1 }),
  hop("finished", 95, { job: "embedding", attempt: 1 }),
  hop("published", 97, { job: "scoring", event: "answer.scored", seq: 2 }),
  hop("pushed", 99, { job: "scoring", event: "answer.scored", seq: 2 }),
];

const told = (hops: readonly Hop[], outcome?: Outcome): string[] => hops.map((one) => { const { walk, told } = walkedBy(one, hops, outcome); return `${told}: ${walk.join(" ")}`; });

test("each hop goes along its own lines, from the request to the news", () => {
  assert.deepEqual(told(WAY, done(scored("rubric"))), [
    "received: browser api",
    "committed: api postgres",
    "dispatched.scoring: api scoringQueue",
    "dispatched.embedding: api embeddingQueue",
    "published.accepted: postgres relay bus",
    "pushed.accepted: bus api browser",
    "claimed.scoring: scoringQueue scoring postgres",
    "claimed.embedding: embeddingQueue embedding postgres",
    "finished.encoder: encoder scoring postgres",
    "finished.embedding: embedding postgres",
    "published.scored: postgres relay bus",
    "pushed.scored: bus api browser",
  ]);
});

test("every line of every hop is drawn, and what is told of it has a text", () => {
  for (const one of WAY) {
    const { walk, told } = walkedBy(one, WAY, done(scored("provider")));
    assert.equal(along(walk, "").length, walk.length - 1, walk.join(" "));
    walk.slice(1).forEach((part, index) => assert.ok(edgeBetween(walk[index] ?? part, part)));
    assert.ok(textOf(told), told);
  }
});

test("who judged decides the way of the score; as long as that is not known nobody is named", () => {
  const end = hop("finished", 90, { job: "scoring", attempt: 1 });
  const way = (outcome?: Outcome): string => told([end], outcome)[0] ?? "";
  assert.equal(way(done(scored("provider"))), "finished.provider: provider scoring postgres");
  assert.equal(way(done(scored("gate"))), "finished.scoring: scoring postgres");
  assert.equal(way(), "finished.scoring: scoring postgres");
});

test("a failure is told as one; where every worker was lost, the relay has ended the job", () => {
  const end = hop("finished", 90, { job: "embedding", attempt: 5 });
  assert.deepEqual(told([end], done(null, job("done"), job("failed", "encoder_fault"))), ["finished.failed: embedding postgres"]);
  assert.deepEqual(told([end], done(null, job("done"), job("failed", "worker_lost"))), ["finished.failed: relay postgres"]);
  const news = [hop("published", 1, { job: "scoring", event: "score.delayed", seq: 2 }), hop("published", 2, { job: "scoring", event: "score.failed", seq: 3 })];
  assert.deepEqual(news.map((one) => walkedBy(one, news).told), ["published.delayed", "published.failed"]);
});

test("a hint long after the commit is one sent anew, along no line that is known", () => {
  assert.deepEqual(told([hop("received", 0), hop("committed", 5), hop("dispatched", 4_000, { job: "scoring" })]).at(-1), "dispatched.again: ");
});

test("a job that a running drain took along came by no hint", () => {
  const ahead = [hop("committed", 5), hop("claimed", 6, { job: "embedding", attempt: 1 }), hop("dispatched", 7, { job: "embedding" })];
  assert.equal(told(ahead)[1], "claimed.embedding: embedding postgres");
});

test("a claim that is not the first says so", () => {
  assert.equal(walkedBy(hop("claimed", 10, { job: "scoring", attempt: 2 }), WAY).told, "claimed.again");
});

test("news that no stream took at once is read from the log", () => {
  const news = (ms: number): Hop[] => [hop("published", 0, { event: "answer.accepted", seq: 1 }), hop("pushed", ms, { event: "answer.accepted", seq: 1 })];
  assert.equal(told(news(60_000))[1], "pushed.late: postgres api browser");
  assert.equal(told(news(-4))[1], "pushed.late: postgres api browser");
  assert.equal(told(news(3))[1], "pushed.accepted: bus api browser");
});

function textOf(name: string): unknown {
  return name.split(".").reduce<unknown>((tree, key) => (tree as Record<string, unknown>)?.[key], MESSAGES.en.follow.told);
}
