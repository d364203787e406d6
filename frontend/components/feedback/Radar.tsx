"use client";
/** The axes as a shape; the numbers stand beside it, so it is not read aloud. */

import { spokesOf } from "../../lib/radar.ts";

const SIZE = 140;
const CENTRE = SIZE / 2;
const RADIUS = 62;
const RINGS = [0.333, 0.667, 1];

export function Radar({ axes }: { axes: { axis: string; score: number | null }[] }) {
  const spokes = spokesOf(axes, CENTRE, RADIUS);
  const asked = new Set(axes.map(({ axis }) => axis));
  return (
    <svg className="radar" viewBox={`0 0 ${SIZE} ${SIZE}`} width={SIZE} height={SIZE} aria-hidden="true" data-testid="radar">
      {RINGS.map((ring) => (
        <polygon key={ring} className="radar-ring" points={spokesOf([], CENTRE, RADIUS * ring).map(({ end }) => end.join()).join(" ")} />
      ))}
      {spokes.map(({ axis, end }) => (
        <line key={axis} className="radar-spoke" data-asked={asked.has(axis) || undefined} x1={CENTRE} y1={CENTRE} x2={end[0]} y2={end[1]} />
      ))}
      <polygon className="radar-shape" points={spokes.map(({ at }) => at.join()).join(" ")} />
      {spokes.map(({ axis, score, at }) => (score === null ? null : <circle key={axis} className="radar-dot" cx={at[0]} cy={at[1]} r="3.500" />))}
    </svg>
  );
}
