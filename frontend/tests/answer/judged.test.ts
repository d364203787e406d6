import assert from "node:assert/strict";
import { test } from "node:test";
import { isRead, quotesOf } from "../../lib/answer/judged.ts";

const evidence = [{ quote: "큐를 나눕니다", start: 0, end: 7 }];

test("a misconception that was not found is shown by no words of the answer", () => {
  assert.deepEqual(quotesOf({ weight: -2, verdict: "missed", evidence }), []);
  assert.deepEqual(quotesOf({ weight: -2, verdict: "met", evidence }), evidence);
  assert.deepEqual(quotesOf({ weight: 2, verdict: "missed", evidence }), evidence);
});

test("an answer is read point by point unless a gate decided them all, which a pasted model answer does not", () => {
  assert.ok(isRead({ gate: null }) && isRead({ gate: "pasted_model_answer" }));
  for (const gate of ["gibberish", "dont_know", "copied_question", "off_topic", "too_short", "empty", "form_only"]) assert.ok(!isRead({ gate }), gate);
});
