import assert from "node:assert/strict";
import { test } from "node:test";
import { inLocale, listInLocale, pathIn } from "../lib/locales.ts";

test("a text in one language only is better than none", () => {
  assert.equal(inLocale({ ko: "질문", en: null }, "en"), "질문");
  assert.equal(inLocale({ ko: "질문", en: "Question" }, "en"), "Question");
  assert.equal(inLocale(null, "ko"), "");
  assert.deepEqual(listInLocale({ ko: [], en: ["hint"] }, "ko"), ["hint"]);
});

test("the other language shows the same page", () => {
  assert.equal(pathIn("en", "/ko/practice", "id=x"), "/en/practice?id=x");
  assert.equal(pathIn("ko", "/en", ""), "/ko");
});
