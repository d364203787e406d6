import assert from "node:assert/strict";
import { test } from "node:test";
import type { PointScore, Score, Verdict } from "../../lib/api/types.ts";
import { differenceOf, partnerOf, turnsOf } from "../../lib/compare/points.ts";

const point = (id: string, verdict: Verdict, weight = 2): PointScore => ({ id, text: id, weight, verdict, evidence: [], advice: null });

const turn = (before: Verdict, after: Verdict, weight?: number) => turnsOf([point("p", before, weight)], [point("p", after, weight)])[0]?.turn;

test("a point is gained, lost, kept or still open", () => {
  assert.deepEqual([turn("missed", "partial"), turn("partial", "met")], ["gained", "gained"]);
  assert.deepEqual([turn("met", "partial"), turn("partial", "missed")], ["lost", "lost"]);
  assert.deepEqual([turn("met", "met"), turn("missed", "missed")], ["kept", "open"]);
});

test("a misconception is gained by no longer stating it, open while it is stated, and nothing where nobody stated it", () => {
  assert.deepEqual([turn("met", "missed", -2), turn("partial", "missed", -2)], ["gained", "gained"]);
  assert.deepEqual([turn("missed", "met", -2), turn("missed", "partial", -2)], ["lost", "lost"]);
  assert.deepEqual([turn("met", "met", -2), turn("met", "partial", -2)], ["open", "open"]);
  assert.equal(turn("missed", "missed", -2), undefined);
  assert.deepEqual(turnsOf([], [point("trap", "missed", -2)]), []);
  assert.deepEqual(turnsOf([point("trap", "met", -2)], []), []);
});

test("a point that only one rubric has is not lost from the comparison", () => {
  const turns = turnsOf([point("old", "met")], [point("new", "met")]);
  assert.deepEqual(turns.map(({ id, turn, before, after }) => [id, turn, before !== null, after !== null]), [["new", "gained", false, true], ["old", "lost", true, false]]);
});

test("there is no difference between an estimate and a model's score, nor between two models' scores", () => {
  const by = (overall: number, standing: string, model: string) => ({ overall, provenance: { scorer: "openai", version: "1", model, standing } }) as Score;
  assert.equal(differenceOf(by(60, "final", "small"), by(72, "final", "small")), 12);
  assert.equal(differenceOf(by(60, "interim", "small"), by(72, "final", "small")), null);
  assert.equal(differenceOf(by(60, "final", "large"), by(72, "final", "small")), null);
});

test("an attempt is compared with the one before it, the first with the second, a single one with none", () => {
  const items = [3, 1, 2].map((attempt) => ({ id: `a${attempt}`, attempt }));
  assert.deepEqual(["a3", "a1", "zz"].map((id) => partnerOf(items, id)?.id), ["a2", "a2", undefined]);
  assert.equal(partnerOf([{ id: "a", attempt: 1 }], "a"), null);
});
