import assert from "node:assert/strict";
import { test } from "node:test";
import { closeOnes, hasWords, markPassage, markWords, searchAddress, searchFilterOf, searchQuery } from "../../lib/search/filter.ts";

test("a day means from its first moment to its last, where the person is", () => {
  const { since, until } = searchQuery(searchFilterOf(new URLSearchParams("since=2026-11-21&until=2026-11-21")));
  assert.equal(Date.parse(until ?? "") - Date.parse(since ?? ""), 24 * 3_600_000);
  assert.equal(new Date(since ?? "").getHours(), 0);
  assert.equal(searchQuery(searchFilterOf(new URLSearchParams("since=yesterday"))).since, "");
});

test("the address keeps the words and what narrows them", () => {
  assert.equal(searchAddress("/ko/search", "큐", searchFilterOf(new URLSearchParams("axis=ai"))), `/ko/search?${new URLSearchParams({ q: "큐", axis: "ai" })}`);
});

test("words are marked where they stand, and nothing of the text is lost", () => {
  const pieces = markWords("The queue. Queues (split).", "queue (split");
  assert.deepEqual(pieces.filter(({ hit }) => hit).map(({ text }) => text), ["queue", "Queue", "(split"]);
  assert.equal(pieces.map(({ text }) => text).join(""), "The queue. Queues (split).");
  assert.deepEqual(markWords("abc", "z x"), [{ text: "abc", hit: false }]);
});

test("a text has the words of a search when it has all of them", () => {
  assert.ok(hasWords("인기 상품의 캐시가 TTL을 넘겼습니다", "캐시 ttl"));
  assert.ok(hasWords("캐시가 만료됐습니다".normalize("NFD"), "캐시"));
  assert.ok(!hasWords("캐시가 만료됐습니다", "캐시 스탬피드"));
  assert.ok(hasWords("락을 겁니다", "락"));
  assert.ok(!hasWords("", " "));
});

test("a passage is marked as far as the snippet shows it", () => {
  const pieces = (start: number, end: number) => markPassage("큐가 🙂 막히면 늦는다", { start, end }).map(({ text, hit }) => (hit ? `[${text}]` : text)).join("");
  assert.equal(pieces(3, 8), "큐가 [🙂 막히면] 늦는다");
  assert.equal(pieces(5, 99), "큐가 🙂 [막히면 늦는다]");
  assert.equal(pieces(-4, 2), "[큐가] 🙂 막히면 늦는다");
  assert.equal(pieces(40, 50), "큐가 🙂 막히면 늦는다");
});

test("the less related begin behind the last hit that is near or has the words", () => {
  const hits = (...given: [number, string][]) => given.map(([similarity, snippet]) => ({ similarity, snippet }));
  assert.equal(closeOnes(hits([0.6, "a"], [0.2, "b"], [0.19, "c"]), "락"), 2);
  assert.equal(closeOnes(hits([0.15, "a"], [0.12, "락을 겁니다"], [0.1, "b"]), "락"), 2);
  assert.equal(closeOnes(hits([0.19, "a"]), "락"), 0);
  assert.equal(closeOnes([], "락"), 0);
});
