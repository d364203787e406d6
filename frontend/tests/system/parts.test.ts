import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { KINDS } from "../../lib/stream/events.ts";
import { edgeBetween, PARTS, ROOMS, up, walksOf } from "../../lib/system/parts.ts";
import { line, NARROW, WIDE, type Plan } from "../../lib/system/plan.ts";
import type { SystemView } from "../../lib/api/types.ts";

test("every event walks on edges that are drawn", () => {
  for (const walk of KINDS.flatMap((kind) => walksOf({ kind }))) walk.slice(1).forEach((part, index) => assert.ok(edgeBetween(walk[index] ?? part, part), walk.join(" ")));
});

test("each part names a room that is there", () => {
  for (const part of PARTS) assert.ok(existsSync(`../${ROOMS[part]}`), part);
});

const overlap = (plan: Plan): string[] =>
  PARTS.flatMap((a) =>
    PARTS.filter((b) => a < b && Math.abs(plan.at[a][0] - plan.at[b][0]) < plan.box.width && Math.abs(plan.at[a][1] - plan.at[b][1]) < plan.box.height).map((b) => `${a} ${b}`),
  );

test("no box lies on another, and lines begin at their rims", () => {
  assert.deepEqual([overlap(WIDE), overlap(NARROW)], [[], []]);
  assert.deepEqual(line(WIDE, "browser", "api"), [[190, 190], [257, 190]]);
});

test("a part is up when its service answers or one of its processes beats", () => {
  const system = { processes: [{ kind: "relay" }], services: { postgres: true, redis: false, encoder: true } } as unknown as SystemView;
  assert.deepEqual(PARTS.filter((part) => up(system, part)), ["browser", "postgres", "relay", "encoder"]);
});
