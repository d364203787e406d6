"use client";
/** The architecture with its real state, and one's own events on their way through it. */

import { useTranslations } from "use-intl";
import type { SystemView } from "../../lib/api/index.ts";
import { EDGES, edgeBetween, PARTS, up, walksOf, type Edge, type Part } from "../../lib/system/parts.ts";
import { line, NARROW, pathOf, WIDE, type Plan } from "../../lib/system/plan.ts";
import { useFacts } from "./facts.ts";
import { useNarrow } from "./useNarrow.ts";
import type { Walking } from "./useWalks.ts";

const STEP_S = 0.42;

export function Diagram({ system, walking }: { system: SystemView; walking: Walking[] }) {
  const t = useTranslations("system");
  const narrow = useNarrow();
  const plan = narrow ? NARROW : WIDE;
  const hot = new Set(walking.flatMap(({ frame }) => walksOf(frame)).flatMap(edgesOf));
  return (
    <svg className="diagram" data-narrow={narrow || undefined} viewBox={`0 0 ${plan.width} ${plan.height}`} role="img" aria-label={t("diagram")} data-testid="diagram">
      {EDGES.map((edge) => (
        <path key={edge} className="edge" data-edge={edge} data-hot={hot.has(edge) || undefined} d={pathOf(line(plan, ...(edge.split("-") as [Part, Part])))} />
      ))}
      {PARTS.map((part) => (
        <Box key={part} part={part} plan={plan} system={system} />
      ))}
      {walking.flatMap(({ key, frame }) =>
        walksOf(frame).flatMap((walk, index) =>
          walk.slice(1).map((to, step) => (
            <circle
              key={`${key}-${index}-${step}`}
              className="pulse"
              r="6"
              style={{ offsetPath: `path("${pathOf(line(plan, walk[step] ?? to, to))}")`, animationDelay: `${step * STEP_S}s`, animationDuration: `${STEP_S}s` }}
            />
          )),
        ),
      )}
    </svg>
  );
}

function edgesOf(walk: readonly Part[]): Edge[] {
  return walk.slice(1).flatMap((part, index) => edgeBetween(walk[index] ?? part, part) ?? []);
}

function Box({ part, plan, system }: { part: Part; plan: Plan; system: SystemView }) {
  const t = useTranslations("system");
  const [x, y] = plan.at[part];
  const { width, height } = plan.box;
  const facts = useFacts(system, part);
  return (
    <g className="box" data-part={part} data-up={up(system, part) || undefined} transform={`translate(${x - width / 2} ${y - height / 2})`}>
      <rect width={width} height={height} rx="12" />
      <circle className="box-light" cx="18" cy="22" r="5" />
      <text className="box-name" x="32" y="27">
        {t(`parts.${part}.name`)}
      </text>
      {facts.slice(0, 2).map((fact, index) => (
        <text key={index} className="box-fact" x="14" y={49 + index * 20}>
          {fact}
        </text>
      ))}
    </g>
  );
}
