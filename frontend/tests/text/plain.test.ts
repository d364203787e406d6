import assert from "node:assert/strict";
import { test } from "node:test";
import { plain } from "../../lib/text/plain.ts";

test("what Markdown adds is gone, and the words stay", () => {
  assert.equal(plain("**상황.** `id > 마지막`으로 읽으면 **빠집니다**."), "상황. id > 마지막으로 읽으면 빠집니다.");
  assert.equal(plain("## 결론\n- 하나\n* 둘\n> 셋"), "결론\n하나\n둘\n셋");
});

test("signs in the middle of a line are words of the person", () => {
  assert.equal(plain("2 * 3 - 1 > 4 # five"), "2 * 3 - 1 > 4 # five");
});
