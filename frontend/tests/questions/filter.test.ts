import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bank } from "../../lib/api/types.ts";
import { banksOf, sectionsOf, tagsOf } from "../../lib/questions/choices.ts";
import { addressOf, changed, filterOf, foldedCount } from "../../lib/questions/filter.ts";

test("the address holds the filter and gives it back", () => {
  const filter = filterOf(new URLSearchParams("bank=b&difficulty=3&q=큐&other=1"));
  assert.equal(addressOf("/ko", filter), `/ko?${new URLSearchParams({ bank: "b", difficulty: "3", q: "큐" })}`);
  assert.equal(addressOf("/ko", filterOf(new URLSearchParams())), "/ko");
  assert.equal(foldedCount(filter), 1);
});

test("another bank leaves the sections and tags of the old one behind", () => {
  const filter = filterOf(new URLSearchParams("bank=a&section=s&tag=t&axis=ai"));
  assert.deepEqual(changed(filter, { bank: "b" }), { ...filter, bank: "b", section: "", tag: "" });
  assert.equal(changed(filter, { q: "x" }).section, "s");
});

const bank = (slug: string, ...sections: [string, number][]): Bank =>
  ({ slug, sections: sections.map(([id, questions]) => ({ id, questions, title: { ko: id, en: id } })) }) as Bank;

test("a section of two banks is one choice; an empty one is none", () => {
  const banks = [bank("a", ["x", 2], ["y", 0]), bank("b", ["x", 3])];
  assert.deepEqual(sectionsOf(banks, "").map(({ id, questions }) => [id, questions]), [["x", 5]]);
  assert.deepEqual(sectionsOf(banks, "b").map(({ questions }) => questions), [3]);
});

test("banks of one slug are one choice, under both titles", () => {
  const shipped = { slug: "b", title: { ko: "실린 은행", en: "Shipped" }, own: false, questions: 69 };
  const mine = { ...shipped, title: { ko: "내 은행", en: "Shipped" }, own: true, questions: 2 };
  const other = { slug: "c", title: { ko: "", en: "" }, own: true, questions: 1 };
  assert.deepEqual(banksOf([shipped, mine, other], "ko"), [
    { slug: "b", title: "실린 은행 · 내 은행", own: true, questions: 71 },
    { slug: "c", title: "c", own: true, questions: 1 },
  ]);
  assert.equal(banksOf([shipped, mine], "en")[0]?.title, "Shipped");
});

test("the chosen tag comes first, then the most used", () => {
  const questions = [{ tags: ["b", "a"] }, { tags: ["b"] }];
  assert.deepEqual(tagsOf(questions, "z", 2), ["z", "b"]);
  assert.deepEqual(tagsOf(questions, "", 5), ["b", "a"]);
});
