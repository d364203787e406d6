"use client";
/** The architecture with its real state, one's own events on their way through it, and the step that somebody looks at. */

import { ReactFlow, type EdgeTypes, type NodeTypes } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { SystemView } from "../../lib/api/index.ts";
import { EDGES, PARTS, type Part } from "../../lib/system/parts.ts";
import { endsOf, NARROW, WIDE, type Plan } from "../../lib/system/plan.ts";
import { along, pulsesOf, type Pulse } from "../../lib/system/pulses.ts";
import type { Step } from "../../lib/trace/steps.ts";
import { Box, type BoxNode } from "./Box.tsx";
import { Line, type LineEdge } from "./Line.tsx";
import { useNarrow } from "./useNarrow.ts";
import type { Walking } from "./useWalks.ts";

const NODES: NodeTypes = { box: Box };
const LINES: EdgeTypes = { line: Line };

interface Props {
  system: SystemView;
  walking: Walking[];
  step: Step | null;
}

export default function Diagram({ system, walking, step }: Props) {
  const t = useTranslations("system");
  const narrow = useNarrow();
  const plan = narrow ? NARROW : WIDE;
  const { frame, zoom } = useZoom(plan.width);
  const here = step?.part ?? null;
  const nodes = useMemo(() => nodesOf(plan, system, here), [plan, system, here]);
  const edges = useMemo(() => edgesOf(plan, walking, step), [plan, walking, step]);
  return (
    <figure ref={frame} className="diagram" data-narrow={narrow || undefined} aria-label={t("diagram")} data-testid="diagram" style={{ aspectRatio: `${plan.width} / ${plan.height}` }}>
      {zoom ? (
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={NODES}
          edgeTypes={LINES}
          viewport={{ x: 0, y: 0, zoom }}
          minZoom={0.1}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          panOnDrag={false}
          zoomOnScroll={false}
          zoomOnPinch={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          disableKeyboardA11y
        />
      ) : null}
    </figure>
  );
}

/** The drawing is as wide as the page leaves it room for. */
function useZoom(width: number) {
  const frame = useRef<HTMLElement>(null);
  const [room, setRoom] = useState(0);
  useEffect(() => {
    if (!frame.current) return;
    const watch = new ResizeObserver(([entry]) => entry && setRoom(entry.contentRect.width));
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, []);
  return { frame, zoom: room / width };
}

function nodesOf({ at, box }: Plan, system: SystemView, here: Part | null): BoxNode[] {
  return PARTS.map((part) => ({ id: part, type: "box", position: { x: at[part][0], y: at[part][1] }, ...box, data: { part, system, here: part === here } }));
}

function edgesOf(plan: Plan, walking: Walking[], step: Step | null): LineEdge[] {
  const pulses = pulsesOf(walking);
  const walked = step ? along(step.walk, step.key) : [];
  return EDGES.map((edge) => {
    const [source, target] = endsOf(edge);
    const on = (all: Pulse[]): Pulse[] => all.filter((pulse) => pulse.edge === edge);
    return { id: edge, type: "line", source, target, data: { points: plan.lines[edge], pulses: on(pulses), walked: on(walked) } };
  });
}
