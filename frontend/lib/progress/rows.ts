/** Lines over time as the rows that a chart draws: one per step, a value for each line that has one there. */

import type { Series } from "../api/types.ts";

export type Row = { start: string } & { [key: string]: number | string };

export function rowsOf(lines: Pick<Series, "key" | "buckets">[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { key, buckets } of lines) {
    for (const { start, mean } of buckets) rows.set(start, { ...(rows.get(start) ?? { start }), [key]: mean });
  }
  return [...rows.values()].sort((a, b) => (a.start < b.start ? -1 : 1));
}
