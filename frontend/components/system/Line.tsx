"use client";
/** A line of the drawing, with what is on its way along it. */

import type { Edge, EdgeProps } from "@xyflow/react";
import { pathOf, type Point } from "../../lib/system/plan.ts";
import type { Pulse } from "../../lib/system/pulses.ts";

/** `walked`: the same of the step that somebody looks at, for as long as they do. */
export type LineEdge = Edge<{ points: readonly Point[]; pulses: Pulse[]; walked: Pulse[] }, "line">;

const STEP_S = 0.42;
/** Slow enough for the eye to go along. */
const WALK_S = 0.7;

export function Line({ id, data }: EdgeProps<LineEdge>) {
  if (!data) return null;
  const path = pathOf(data.points);
  const lit = data.walked.length > 0 || undefined;
  return (
    <>
      {lit ? <path className="edge-lit" d={path} /> : null}
      <path className="edge" data-edge={id} data-hot={data.pulses.length > 0 || undefined} data-lit={lit} d={path} />
      {data.walked.map((pulse) => (
        <Dot key={pulse.key} pulse={pulse} path={path} seconds={WALK_S} />
      ))}
      {data.pulses.map((pulse) => (
        <Dot key={pulse.key} pulse={pulse} path={path} seconds={STEP_S} />
      ))}
    </>
  );
}

function Dot({ pulse: { back, step }, path, seconds }: { pulse: Pulse; path: string; seconds: number }) {
  return (
    <circle
      className="pulse"
      r="6"
      style={{ offsetPath: `path("${path}")`, animationDelay: `${step * seconds}s`, animationDuration: `${seconds}s`, animationDirection: back ? "reverse" : "normal" }}
    />
  );
}
