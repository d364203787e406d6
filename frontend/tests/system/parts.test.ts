import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { KINDS } from "../../lib/stream/events.ts";
import { EDGES, edgeBetween, PARTS, ROOMS, up, walksOf, type Part } from "../../lib/system/parts.ts";
import { endsOf, NARROW, pathOf, WIDE, type Plan, type Point } from "../../lib/system/plan.ts";
import { pulsesOf } from "../../lib/system/pulses.ts";
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

test("no box lies on another", () => {
  assert.deepEqual([overlap(WIDE), overlap(NARROW)], [[], []]);
});

const inside = (plan: Plan, part: Part, [x, y]: Point, rim: number): boolean => {
  const [left, top] = plan.at[part];
  return x > left - rim && x < left + plan.box.width + rim && y > top - rim && y < top + plan.box.height + rim;
};

/** Points along the line, close together, without its ends. */
const along = (points: readonly Point[]): Point[] =>
  points.slice(1).flatMap((to, index) => {
    const from = points[index] ?? to;
    return Array.from({ length: 48 }, (_, step): Point => [from[0] + ((to[0] - from[0]) * (step + 1)) / 50, from[1] + ((to[1] - from[1]) * (step + 1)) / 50]);
  });

test("each line begins and ends at the rims of its boxes, and runs through none", () => {
  for (const plan of [WIDE, NARROW])
    for (const edge of EDGES) {
      const [from, to] = endsOf(edge);
      const line = plan.lines[edge];
      assert.ok(inside(plan, from, line[0] as Point, 1) && inside(plan, to, line.at(-1) as Point, 1), edge);
      for (const point of along(line)) assert.deepEqual(PARTS.filter((part) => inside(plan, part, point, 0)), [], `${edge} at ${point.join(" ")}`);
    }
});

test("a path bends at its corners", () => {
  assert.equal(pathOf([[0, 0], [100, 0], [100, 50]]), "M0 0L90 0Q100 0 100 10L100 50");
});

test("news comes back against the lines that were drawn for the way there", () => {
  const frame = { kind: "score.partial", answer_id: "", at: "", index: 0, of: 1, point: {} } as unknown as Parameters<typeof pulsesOf>[0][number]["frame"];
  assert.deepEqual(
    pulsesOf([{ key: 1, frame }]).map(({ edge, back, step }) => [edge, back, step]),
    [["scoring-bus", false, 0], ["bus-api", false, 1], ["browser-api", true, 2]],
  );
});

test("a score walks from whom the worker asked", () => {
  const asked = (scorer: string, model: string | null, gate: string | null) => walksOf({ kind: "answer.scored", score: { gate, provenance: { scorer, model } } })[0]?.[0];
  assert.deepEqual([asked("rubric", "e5", null), asked("openai", "m", null), asked("rubric", "e5", "dont_know")], ["encoder", "provider", "scoring"]);
});

test("a part is up when its service answers or one of its processes beats; a provider that nobody set up is not used", () => {
  const system = { processes: [{ kind: "relay" }], services: { postgres: true, redis: false, encoder: true }, provider: null } as unknown as SystemView;
  assert.deepEqual(PARTS.filter((part) => up(system, part)), ["browser", "encoder", "postgres", "relay"]);
  assert.equal(up(system, "provider"), null);
});
