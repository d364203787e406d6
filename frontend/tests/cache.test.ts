import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../lib/api/problem.ts";
import { invalidate, put, read, refresh, refreshFailed, watch } from "../lib/views/cache.ts";

const settle = (): Promise<void> => new Promise(setImmediate);

test("a view is fetched once for all who watch it, and shown at once to the next", async () => {
  let calls = 0;
  const load = async (): Promise<number> => ++calls;
  watch("once", load, () => {});
  watch("once", load, () => {});
  await settle();
  assert.equal(calls, 1);
  assert.equal(read<number>("once").data, 1);
});

test("an answer that was asked for before the event cannot overwrite the one asked for after it", async () => {
  const answers: ((value: string) => void)[] = [];
  watch("late", () => new Promise<string>((resolve) => answers.push(resolve)), () => {});
  invalidate(["late"]);
  answers[1]?.("after");
  await settle();
  answers[0]?.("before");
  await settle();
  assert.equal(read<string>("late").data, "after");
});

test("what nobody looks at is dropped, not fetched", async () => {
  let calls = 0;
  const leave = watch("left", async () => ++calls, () => {});
  await settle();
  leave();
  invalidate(["left"]);
  await settle();
  assert.equal(calls, 1);
  assert.equal(read("left").data, undefined);
});

test("a failed refresh keeps what was there and says why", async () => {
  let up = true;
  const load = async (): Promise<string> => {
    if (!up) throw new Problem(503, "not_ready", "");
    return "good";
  };
  watch("flaky", load, () => {});
  await settle();
  up = false;
  refresh("flaky");
  await settle();
  assert.equal(read<string>("flaky").data, "good");
  assert.equal(read("flaky").problem?.code, "not_ready");
  up = true;
  refreshFailed();
  await settle();
  assert.equal(read("flaky").problem, undefined);
});

test("a view that a call returned is shown without asking again", () => {
  put("given", 5);
  assert.equal(read<number>("given").data, 5);
});

test("what failed while nobody looked is asked for again by the next who looks", async () => {
  let up = false;
  const load = async (): Promise<string> => {
    if (!up) throw new Problem(0, "unreachable", "");
    return "good";
  };
  const leave = watch("returned to", load, () => {});
  await settle();
  assert.equal(read("returned to").problem?.code, "unreachable");
  leave();
  up = true;
  refreshFailed();
  watch("returned to", load, () => {});
  assert.equal(read("returned to").problem, undefined);
  await settle();
  assert.equal(read<string>("returned to").data, "good");
});
