"use client";
/** A line of the drawing, with what is on its way along it. */

import type { Edge, EdgeProps } from "@xyflow/react";
import { pathOf, type Point } from "../../lib/system/plan.ts";
import type { Pulse } from "../../lib/system/pulses.ts";

export type LineEdge = Edge<{ points: readonly Point[]; pulses: Pulse[] }, "line">;

const STEP_S = 0.42;

export function Line({ id, data }: EdgeProps<LineEdge>) {
  if (!data) return null;
  const path = pathOf(data.points);
  return (
    <>
      <path className="edge" data-edge={id} data-hot={data.pulses.length > 0 || undefined} d={path} />
      {data.pulses.map(({ key, back, step }) => (
        <circle
          key={key}
          className="pulse"
          r="6"
          style={{ offsetPath: `path("${path}")`, animationDelay: `${step * STEP_S}s`, animationDuration: `${STEP_S}s`, animationDirection: back ? "reverse" : "normal" }}
        />
      ))}
    </>
  );
}
