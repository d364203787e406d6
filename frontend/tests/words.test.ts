import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsFor } from "../lib/api/words.ts";
import { MESSAGES } from "../lib/messages.ts";

const words = (code: string, limit?: number) => wordsFor({ code, limit }, (name) => name in MESSAGES.ko.problems);

test("a problem is told in its own words, one that nobody knows in general ones", () => {
  assert.deepEqual([words("too_busy"), words("from_tomorrow")], ["too_busy", "unexpected"]);
});

test("what a proxy says of the server behind it has words too", () => {
  assert.deepEqual([words("http_502"), words("http_504"), words("http_413"), words("http_418")], ["away", "away", "body_too_large", "unexpected"]);
});

test("without the number that its words need, too long is said without it", () => {
  assert.deepEqual([words("text_too_long", 20_000), words("text_too_long")], ["text_too_long", "body_too_large"]);
});
