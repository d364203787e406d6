"use client";
/** The lines themselves; read out by the table beside them, not by the drawing. */

import { CartesianGrid, LabelList, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { Locale, Progress, Series } from "../../lib/api/index.ts";
import { shortDate } from "../../lib/format.ts";
import { rowsOf } from "../../lib/progress/rows.ts";

interface Props {
  lines: Series[];
  shown: string;
  step: Progress["step"];
  locale: Locale;
}

const TICKS = [0, 25, 50, 75, 100];
/** More labels than this run into each other on a phone. */
const LABELLED = 14;
const TEXT = { fill: "var(--ink-3)", fontSize: 12 };

export default function Chart({ lines, shown, step, locale }: Props) {
  const rows = rowsOf(lines);
  const others = lines.filter(({ key }) => key !== shown);
  const points = lines.find(({ key }) => key === shown)?.buckets.length ?? 0;
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 560, height: 280 }}>
      <LineChart data={rows} margin={{ top: 22, right: 18, bottom: 0, left: -18 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="start" tickFormatter={(start: string) => shortDate(start, step, locale)} tick={TEXT} tickLine={false} axisLine={{ stroke: "var(--line-strong)" }} tickMargin={8} minTickGap={28} />
        <YAxis domain={[0, 100]} ticks={TICKS} tick={TEXT} tickLine={false} axisLine={false} />
        {others.map(({ key }) => (
          <Line key={key} dataKey={key} stroke="var(--line-strong)" strokeOpacity={0.45} strokeWidth={1.2} dot={false} activeDot={false} isAnimationActive={false} connectNulls />
        ))}
        <Line key={`${shown}!`} dataKey={shown} stroke="var(--ink)" strokeWidth={2.4} isAnimationActive={false} connectNulls activeDot={false} dot={{ r: 4.5, fill: "var(--marker)", stroke: "var(--ink)", strokeWidth: 1.6 }}>
          {points <= LABELLED ? <LabelList dataKey={shown} position="top" offset={9} formatter={(value) => Math.round(Number(value))} style={{ fill: "var(--ink)", fontSize: 12, fontWeight: 600 }} /> : null}
        </Line>
      </LineChart>
    </ResponsiveContainer>
  );
}
