import assert from "node:assert/strict";
import { test } from "node:test";
import { diff, type Change } from "../../lib/compare/diff.ts";

const side = (changes: Change[], without: Change["kind"]): string => changes.filter(({ kind }) => kind !== without).map(({ text }) => text).join("");

test("both texts can be read from their difference, whatever they are", () => {
  const texts = ["", "a", "a b c", "a c", "큐를 나눴습니다.", "큐를 둘로 나눴습니다.\n\n- 하나", "😀 a", "  ", "x.y"];
  for (const before of texts)
    for (const after of texts) {
      const changes = diff(before, after);
      assert.equal(side(changes, "new"), before);
      assert.equal(side(changes, "gone"), after);
    }
});

test("a replaced phrase is one edit, what went before what came", () => {
  assert.deepEqual(diff("we use one queue here", "we use two queues here"), [
    { kind: "same", text: "we use " },
    { kind: "gone", text: "one queue" },
    { kind: "new", text: "two queues" },
    { kind: "same", text: " here" },
  ]);
});

test("very long texts are compared by sentences", () => {
  const long = Array.from({ length: 3_000 }, (_, index) => `word${index} and more. `).join("");
  const changes = diff(long, `${long}One more.`);
  assert.deepEqual(changes.map(({ kind }) => kind), ["same", "new"]);
});
