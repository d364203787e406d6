"use client";
/** The architecture with its real state, and one's own events on their way through it. */

import { ReactFlow, type EdgeTypes, type NodeTypes } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { SystemView } from "../../lib/api/index.ts";
import { EDGES, PARTS } from "../../lib/system/parts.ts";
import { endsOf, NARROW, WIDE, type Plan } from "../../lib/system/plan.ts";
import { pulsesOf } from "../../lib/system/pulses.ts";
import { Box, type BoxNode } from "./Box.tsx";
import { Line, type LineEdge } from "./Line.tsx";
import { useNarrow } from "./useNarrow.ts";
import type { Walking } from "./useWalks.ts";

const NODES: NodeTypes = { box: Box };
const LINES: EdgeTypes = { line: Line };

export default function Diagram({ system, walking }: { system: SystemView; walking: Walking[] }) {
  const t = useTranslations("system");
  const narrow = useNarrow();
  const plan = narrow ? NARROW : WIDE;
  const { frame, zoom } = useZoom(plan.width);
  const nodes = useMemo(() => nodesOf(plan, system), [plan, system]);
  const edges = useMemo(() => edgesOf(plan, walking), [plan, walking]);
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

function nodesOf({ at, box }: Plan, system: SystemView): BoxNode[] {
  return PARTS.map((part) => ({ id: part, type: "box", position: { x: at[part][0], y: at[part][1] }, ...box, data: { part, system } }));
}

function edgesOf(plan: Plan, walking: Walking[]): LineEdge[] {
  const pulses = pulsesOf(walking);
  return EDGES.map((edge) => {
    const [source, target] = endsOf(edge);
    return { id: edge, type: "line", source, target, data: { points: plan.lines[edge], pulses: pulses.filter((pulse) => pulse.edge === edge) } };
  });
}
