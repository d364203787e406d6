import assert from "node:assert/strict";
import { test } from "node:test";
import { unionOf, wayInto } from "../../lib/system/sight.ts";

const window = { top: 70, bottom: 470 };

test("what is seen stays where it is, what is not comes to the nearer rim", () => {
  assert.equal(wayInto(window, { top: 100, bottom: 200 }), 0);
  assert.equal(wayInto(window, { top: 20, bottom: 120 }), -50);
  assert.equal(wayInto(window, { top: 420, bottom: 520 }), 50);
});

test("of what is taller than the window the top is seen", () => {
  assert.equal(wayInto(window, { top: 170, bottom: 970 }), 100);
});

test("several stand together from the uppermost to the lowest", () => {
  assert.deepEqual(unionOf([{ top: 5, bottom: 9 }, { top: 1, bottom: 2 }, { top: 4, bottom: 12 }]), { top: 1, bottom: 12 });
});
