import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { Hop } from "../../lib/api/types.ts";
import { SOURCES, sourceNamed, sourceOf } from "../../lib/trace/sources.ts";
import { withRendered } from "../../lib/trace/hops.ts";
import { accountOf, timelineOf } from "../../lib/trace/timeline.ts";

const hop = (name: Hop["hop"], ms: number, job: Hop["job"] = null, event: string | null = null, attempt: number | null = null): Hop => ({
  hop: name,
  job,
  at: new Date(Date.UTC(2026, 10, 21) + ms).toISOString(),
  event,
  seq: null,
  attempt,
});

const begin = [hop("received", 0), hop("committed", 10), hop("published", 25, null, "answer.accepted"), hop("dispatched", 12, "scoring"), hop("dispatched", 12, "embedding")];
const scored = [hop("claimed", 112, "scoring", null, 1), hop("published", 130, "scoring", "score.started"), hop("finished", 812, "scoring", null, 1), hop("published", 830, "scoring", "answer.scored")];
const embedded = [hop("claimed", 50, "embedding", null, 1), hop("finished", 90, "embedding", null, 1), hop("published", 100, "embedding", "answer.embedded")];

const told = (hops: Hop[]) => timelineOf(hops).stretches.map(({ lane, kind, from, to }) => `${lane} ${kind} ${from}-${to}`);

test("waiting, working and telling are told apart, both jobs beside each other", () => {
  assert.deepEqual(told([...begin, ...scored, ...embedded]), [
    "request save 0-10",
    "request deliver 10-25",
    "scoring wait 10-112",
    "scoring work 112-812",
    "scoring deliver 812-830",
    "embedding wait 10-50",
    "embedding work 50-90",
    "embedding deliver 90-100",
  ]);
});

test("with an open stream the telling ends where the news left for the browser", () => {
  const news = (name: Hop["hop"], ms: number): Hop => ({ ...hop(name, ms, "scoring", "answer.scored"), seq: 4 });
  assert.equal(told([...begin, ...scored.slice(0, 3), news("published", 830), news("pushed", 836)]).at(-1), "scoring deliver 812-836");
});

test("what was on the screen ends each lane, as long after it was sent as the browser says", () => {
  const news = (name: Hop["hop"], ms: number): Hop => ({ ...hop(name, ms, "scoring", "answer.scored"), seq: 4 });
  const hops = withRendered("a", [...begin, ...scored.slice(0, 3), news("published", 830), news("pushed", 836)], new Map([["a:4", 14], ["b:4", 99]]));
  assert.deepEqual(timelineOf(hops).stretches.map(({ lane, kind, from, to }) => `${lane} ${kind} ${from}-${to}`).slice(-2), ["scoring deliver 812-836", "scoring render 836-850"]);
  assert.equal(accountOf(timelineOf(hops))?.seconds, 0.85);
});

test("a delayed try is a wait of its own before the next one", () => {
  const delayed = [hop("claimed", 20, "scoring", null, 1), hop("published", 60, "scoring", "score.delayed"), hop("claimed", 560, "scoring", null, 2), hop("finished", 600, "scoring", null, 2), hop("published", 610, "scoring", "answer.scored")];
  assert.deepEqual(told([...begin, ...delayed]).slice(2), ["scoring wait 10-20", "scoring work 20-60", "scoring delay 60-560", "scoring work 560-600", "scoring deliver 600-610"]);
});

test("a hint that was lost is told apart from the queue, and from the work", () => {
  const swept = [...begin.slice(0, 2), hop("dispatched", 61_000, "scoring"), hop("claimed", 61_010, "scoring", null, 1), hop("finished", 61_500, "scoring", null, 1), hop("published", 61_510, "scoring", "answer.scored")];
  assert.deepEqual(told(swept).slice(1, 3), ["scoring lost 10-61000", "scoring wait 61000-61010"]);
  assert.equal(accountOf(timelineOf(swept))?.most, "lost");
});

test("a dispatch that a later try has overwritten hides no wait, and a round asked for by hand begins with its own", () => {
  const retried = [hop("claimed", 110, "scoring", null, 1), hop("published", 200, "scoring", "score.delayed"), hop("dispatched", 700, "scoring"), hop("claimed", 710, "scoring", null, 2), hop("published", 800, "scoring", "score.failed")];
  assert.deepEqual(told([...begin.slice(0, 2), ...retried]).slice(1), ["scoring wait 10-110", "scoring work 110-200", "scoring delay 200-710", "scoring work 710-800"]);
  const byHand = [hop("dispatched", 90_000, "scoring"), hop("claimed", 90_020, "scoring", null, 3)];
  assert.deepEqual(told([...begin.slice(0, 2), ...retried, ...byHand]).slice(5), ["scoring wait 90000-90020"]);
});

test("the sentence follows the way that a person waits for", () => {
  const account = accountOf(timelineOf([...begin, ...scored, ...embedded]));
  assert.deepEqual([account?.seconds, account?.most, account?.besides], [0.83, "work", 0.1]);
  assert.equal(Math.round((account?.share ?? 0) * 100), 84);
  assert.equal(accountOf(timelineOf([...begin, ...scored.slice(0, 3)]))?.seconds, null);
  assert.equal(accountOf(timelineOf([])), null);
});

test("each hop names a file that is there", () => {
  for (const { path } of SOURCES) assert.ok(existsSync(`../${path}`), path);
});

test("a hop of embedding leads to what embeds, and by its name in the address to the same file", () => {
  const at = (hop: "claimed" | "finished" | "dispatched", job: "scoring" | "embedding") => sourceOf({ hop, job });
  assert.deepEqual([at("claimed", "embedding").path, at("claimed", "scoring").path], ["workers/embedding/drain.py", "practice/jobs/scoring.py"]);
  assert.equal(at("finished", "embedding").path, "practice/embedding/vectors.py");
  assert.equal(at("dispatched", "embedding"), at("dispatched", "scoring"));
  for (const source of SOURCES) assert.equal(sourceNamed(source.name), source);
});

test("the Makefile reads every Python file out of the list: a page with an old one is built again", () => {
  // as its line for the page's inputs does
  const read = [...readFileSync("lib/trace/sources.ts", "utf8").matchAll(/^ *[a-z]*: "([a-z]*\/.*\.py)",$/gm)].map((match) => match[1]);
  assert.deepEqual([...new Set(read)].sort(), [...new Set(SOURCES.map(({ path }) => path).filter((path) => path.endsWith(".py")))].sort());
});
