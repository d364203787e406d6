import assert from "node:assert/strict";
import { test } from "node:test";
import type { PointScore } from "../../lib/api/types.ts";
import { keepUnfinished, readUnfinished } from "../../lib/stream/unfinished.ts";

function shelf(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
    get length() {
      return kept.size;
    },
  } as unknown as Storage;
}

const partial = { of: 3, points: { 1: { id: "p", verdict: "met" } as PointScore } };

test("the points of a scoring under way outlive a reload, and only those are kept", () => {
  const kept = shelf();
  keepUnfinished(kept, { a: { partial, deleted: 4 }, b: { deleted: 3 } });
  assert.deepEqual(readUnfinished(kept), { a: { partial } });
  keepUnfinished(kept, { a: {} });
  assert.equal(kept.length, 0);
});

test("without a shelf, or with a broken one, there is nothing to go on with", () => {
  assert.deepEqual(readUnfinished(undefined), {});
  assert.deepEqual(readUnfinished({ getItem: () => "{" } as unknown as Storage), {});
});
