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

test("the lines that fence code are gone with the name of its language, and the code stays", () => {
  assert.equal(plain("조건부로 줄입니다.\n\n```sql\nUPDATE stock\n```\n끝"), "조건부로 줄입니다.\n\nUPDATE stock\n끝");
  assert.equal(plain("~~~java\n@Retryable\n~~~"), "@Retryable\n");
  assert.equal(plain("이렇게:\n```ja"), "이렇게:\n");
  assert.equal(plain("\n```\n다음 말"), "\n다음 말");
  assert.equal(plain("```sql``` 한 줄"), "sql 한 줄");
});
