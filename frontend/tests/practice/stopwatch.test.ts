import assert from "node:assert/strict";
import { test } from "node:test";
import { draftName, practiceAddress } from "../../lib/practice/address.ts";
import { elapsed, keepSpent, readSpent, rested, started, UNUSED } from "../../lib/practice/stopwatch.ts";

test("time runs from the first start, rests, and goes on where it was", () => {
  const running = started(UNUSED, 1_000);
  assert.equal(started(running, 9_000), running);
  const resting = rested(running, 4_000);
  assert.equal(elapsed(resting, 99_000), 3_000);
  assert.equal(elapsed(started(resting, 10_000), 12_000), 5_000);
});

test("a clock that is set back takes nothing away", () => {
  assert.equal(elapsed({ spent: 5, since: 100 }, 50), 5);
});

test("the time of a draft comes back resting; a spoilt one is none", () => {
  const shelf = new Map<string, string>();
  const storage = { getItem: (name: string) => shelf.get(name) ?? null, setItem: (name: string, value: string) => void shelf.set(name, value), removeItem: (name: string) => void shelf.delete(name) } as unknown as Storage;
  keepSpent(storage, "q", 1_500);
  assert.deepEqual(readSpent(storage, "q"), { spent: 1_500, since: null });
  assert.deepEqual(readSpent({ getItem: () => "x" } as unknown as Storage, "q"), UNUSED);
  keepSpent(storage, "q", 0);
  assert.equal(shelf.size, 0);
});

test("a follow-up has an address and a draft of its own", () => {
  const practising = { id: "q", parent: "a", followup: "f" };
  assert.equal(practiceAddress("ko", practising), "/ko/practice?id=q&parent=a&followup=f");
  assert.equal(practiceAddress("ko", { id: "q", answer: null }), "/ko/practice?id=q");
  assert.deepEqual([draftName(practising), draftName({ id: "q" })], ["q~f", "q"]);
});
