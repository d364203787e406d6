import assert from "node:assert/strict";
import { test } from "node:test";
import type { ImportEntry } from "../lib/api/types.ts";
import { foundIn } from "../lib/banks/found.ts";

const entry = (id: string, held: Partial<ImportEntry>): ImportEntry => ({ id, line: 1, text: id, model_answer: false, points: 0, follow_ups: 0, hints: 0, can_be_scored: false, ...held });

test("what a sheet holds is counted over its questions", () => {
  const found = foundIn([entry("a", { model_answer: true, follow_ups: 2, can_be_scored: true }), entry("b", { points: 3, follow_ups: 1, can_be_scored: true }), entry("c", {})]);
  assert.deepEqual({ ...found, unscored: [] }, { questions: 3, answered: 1, judged: 1, followUps: 3, unscored: [] });
});

test("those without a score are told in the order of the file, whatever of the rubric they have", () => {
  const found = foundIn([entry("late", { line: 9 }), entry("traps", { line: 4, points: 2 }), entry("fine", { line: 1, can_be_scored: true })]);
  assert.deepEqual(found.unscored.map(({ id }) => id), ["traps", "late"]);
});
