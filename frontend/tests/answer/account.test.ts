import assert from "node:assert/strict";
import { test } from "node:test";
import { accountOf } from "../../lib/answer/account.ts";

const point = (weight: number, verdict: "met" | "partial" | "missed") => ({ weight, verdict });

test("met counts whole, touched counts half, a stated misconception takes its weight away", () => {
  const points = [point(3, "met"), point(2, "partial"), point(1, "missed"), point(-2, "met"), point(-4, "partial"), point(-1, "missed")];
  assert.deepEqual(accountOf(points), { whole: 6, met: 3, partial: 1, taken: 4 });
});

test("no rubric, nothing earned", () => assert.deepEqual(accountOf([]), { whole: 0, met: 0, partial: 0, taken: 0 }));
