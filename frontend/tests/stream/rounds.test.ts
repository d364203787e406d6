import assert from "node:assert/strict";
import { test } from "node:test";
import { gathering } from "../../lib/stream/rounds.ts";

function gathered() {
  const told: string[][] = [];
  const due: (() => void)[] = [];
  const say = gathering((names) => told.push(names), (then) => due.push(then));
  return { told, say, round: () => due.shift()?.() };
}

test("one event alone is told at once and once", () => {
  const { told, say, round } = gathered();
  say(["answers:"]);
  assert.deepEqual(told, [["answers:"]]);
  round();
  round();
  assert.deepEqual(told, [["answers:"]]);
});

test("of a thousand at once the first is told at once and all others together", () => {
  const { told, say, round } = gathered();
  for (let n = 0; n < 1000; n++) say(["answers:", `answer:${n % 3}`]);
  round();
  assert.deepEqual(told, [
    ["answers:", "answer:0"],
    ["answers:", "answer:1", "answer:2", "answer:0"],
  ]);
});

test("what comes after a quiet round is told at once again", () => {
  const { told, say, round } = gathered();
  say(["a"]);
  say(["b"]);
  round();
  round();
  say(["c"]);
  assert.deepEqual(told, [["a"], ["b"], ["c"]]);
});
