import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsOf } from "../../lib/progress/rows.ts";

const bucket = (start: string, mean: number) => ({ start, mean, answers: 1 });

test("each step is one row in order of time, with the lines that have a point there", () => {
  const lines = [
    { key: "depth", buckets: [bucket("2026-03-09", 50), bucket("2026-03-16", 60)] },
    { key: "ai", buckets: [bucket("2026-03-02", 40), bucket("2026-03-16", 80)] },
  ];
  assert.deepEqual(rowsOf(lines), [
    { start: "2026-03-02", ai: 40 },
    { start: "2026-03-09", depth: 50 },
    { start: "2026-03-16", depth: 60, ai: 80 },
  ]);
});

test("no lines, no rows", () => assert.deepEqual(rowsOf([]), []));
