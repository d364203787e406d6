import assert from "node:assert/strict";
import { test } from "node:test";
import { lastTick, onTick } from "../lib/tick.ts";

test("the clock of a page goes while somebody listens, once for all of them", ({ mock }) => {
  mock.timers.enable({ apis: ["setInterval"] });
  const heard: string[] = [];
  const leave = [onTick(() => heard.push("one")), onTick(() => heard.push("other"))];
  const before = lastTick();
  mock.timers.tick(30_000);
  assert.deepEqual([heard, lastTick() - before], [["one", "other"], 1]);
  for (const go of leave) go();
  mock.timers.tick(60_000);
  assert.equal(lastTick() - before, 1);
  const again = onTick(() => heard.push("again"));
  mock.timers.tick(30_000);
  assert.equal(heard.at(-1), "again");
  again();
});
