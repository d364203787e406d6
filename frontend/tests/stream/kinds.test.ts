import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { KINDS } from "../../lib/stream/events.ts";

test("the page listens to every kind of event that the server sends: one unheard would leave it behind for good", () => {
  const sent = [...readFileSync("../practice/events/kinds.py", "utf8").matchAll(/^[A-Z_]+ = "([a-z]+\.[a-z]+)"/gm)].map(([, kind]) => kind);
  assert.ok(sent.length > 5);
  assert.deepEqual(sent.filter((kind) => !(KINDS as readonly string[]).includes(kind ?? "")), []);
});
