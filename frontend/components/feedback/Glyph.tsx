/** A verdict as a mark: full, half, hollow; a cross for a misconception that was stated, a dash for one that was not found. */

import type { PointScore } from "../../lib/api/index.ts";

export type Mark = "met" | "partial" | "missed" | "mistaken" | "unfound";

export function markOf({ weight, verdict }: PointScore): Mark {
  if (weight >= 0) return verdict;
  return verdict === "missed" ? "unfound" : "mistaken";
}

export function Glyph({ mark }: { mark: Mark | null }) {
  return (
    <svg className="glyph" data-mark={mark ?? "none"} viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <circle className="glyph-fill" cx="10" cy="10" r="7.25" />
      {mark === "partial" ? <path className="glyph-half" d="M10 2.750a7.250 7.250 0 0 0 0 14.500z" /> : null}
      <circle className="glyph-ring" cx="10" cy="10" r="7.250" />
      {mark === "met" ? <path className="glyph-line" d="m6.800 10.300 2.200 2.200 4.300-4.700" /> : null}
      {mark === "unfound" ? <path className="glyph-line" d="M7.500 10h5" /> : null}
      {mark === "mistaken" ? <path className="glyph-line" d="m7.300 7.300 5.400 5.400m0-5.400-5.400 5.400" /> : null}
    </svg>
  );
}
