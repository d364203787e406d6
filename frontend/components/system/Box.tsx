"use client";
/** A part of the architecture as a box: its name, whether it is up, what is true of it now. */

import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { useTranslations } from "use-intl";
import type { SystemView } from "../../lib/api/index.ts";
import { up, type Part } from "../../lib/system/parts.ts";
import { useFacts } from "./facts.ts";

export type BoxNode = Node<{ part: Part; system: SystemView; here: boolean }, "box">;

const STATES = { true: "up", false: "down", null: "unused" } as const;

export function Box({ data: { part, system, here } }: NodeProps<BoxNode>) {
  const t = useTranslations("system");
  const facts = useFacts(system, part);
  return (
    <>
      <a className="box" href={`#part-${part}`} data-part={part} data-state={STATES[`${up(system, part)}`]} aria-current={here ? "step" : undefined}>
        <span className="box-name">{t(`parts.${part}.name`)}</span>
        {facts.slice(0, 2).map((fact) => (
          <span key={fact} className="box-fact">
            {fact}
          </span>
        ))}
      </a>
      {/* The lines know their own ends; the library draws none without a handle to hold on to. */}
      <Handle type="source" position={Position.Right} isConnectable={false} />
      <Handle type="target" position={Position.Left} isConnectable={false} />
    </>
  );
}
