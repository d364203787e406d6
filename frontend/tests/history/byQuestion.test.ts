import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnswerItem } from "../../lib/api/types.ts";
import { byQuestion } from "../../lib/history/byQuestion.ts";

const item = (id: string, question_id: string, overall: number | null, scorer: string | null = "rubric", model = "m", standing = "final") =>
  ({ id, question_id, overall, ...(scorer ? { scorer, version: "1", model, standing } : {}) }) as AnswerItem;

test("the question answered last comes first, its answers oldest first", () => {
  const found = byQuestion([item("d", "b", 70), item("c", "a", null), item("b", "b", 40), item("a", "a", 50)]);
  assert.deepEqual(
    found.map(({ question, answers, best, scores }) => [question, answers.map(({ id }) => id).join(""), best?.id, scores]),
    [
      ["b", "bd", "d", [40, 70]],
      ["a", "ac", "a", [50]],
    ],
  );
});

test("numbers of another scorer are left out, and of two as good the later one is the best", () => {
  const [one] = byQuestion([item("d", "a", 60), item("c", "a", 60), item("b", "a", 99, "openai"), item("a", "a", 20)]);
  assert.deepEqual([one?.best?.id, one?.scores], ["d", [20, 60, 60]]);
});

test("two models of one provider make no line, and are said to be two", () => {
  const [one] = byQuestion([item("c", "a", 60, "openai", "small"), item("b", "a", 99, "openai", "large"), item("a", "a", 20, "openai", "small")]);
  assert.deepEqual([one?.best?.id, one?.scores, one?.judge?.model, one?.mixed], ["c", [20, 60], "small", true]);
});

test("an estimate that came last is neither the line nor the best", () => {
  const [one] = byQuestion([item("b", "a", 99, "rubric", "m", "interim"), item("a", "a", 20)]);
  assert.deepEqual([one?.best?.id, one?.scores], ["a", [20]]);
});

test("nothing scored, nothing best", () => {
  const [one] = byQuestion([item("a", "a", null, null)]);
  assert.deepEqual([one?.best, one?.scores], [null, []]);
});

test("an answer to a follow-up is no attempt at its question, unless there is no other", () => {
  const followUp = { ...item("c", "a", 10), asked: "And then?" };
  const [one] = byQuestion([followUp, item("b", "a", 60), item("a", "a", 50)]);
  assert.deepEqual([one?.answers.map(({ id }) => id).join(""), one?.best?.id, one?.scores], ["ab", "b", [50, 60]]);
  const [alone] = byQuestion([followUp]);
  assert.deepEqual([alone?.answers.length, alone?.best, alone?.scores], [1, null, []]);
});
