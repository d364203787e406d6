import assert from "node:assert/strict";
import { test } from "node:test";
import { tellsLanguage } from "../../lib/draft/language.ts";

test("words outside of code tell their language, and so does Hangul within it", () => {
  for (const text of ["모릅니다", "No idea", "```sql\nselect 1\n```\nA query.", "```mermaid\ngraph TD\n  사용자 --> api\n```"]) assert.ok(tellsLanguage(text), text);
});

test("code, numbers and signs alone tell none", () => {
  for (const text of ["```sql\nselect count(*) from jobs\n```", "~~~~\nlet x\n~~~\n~~~~\n", "```mermaid\ngraph TD\n  api --> redis", "99.9 %", "😀"]) assert.ok(!tellsLanguage(text), text);
});
