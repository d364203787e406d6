/** Where the quoted words stand in the answer, in the units that JavaScript counts in. */

import type { PointScore, Verdict } from "../api/types.ts";

export interface Span {
  start: number;
  end: number;
  point: string;
  tone: Tone;
}

/** `astray`: words about the point that do not make it; `mistaken`: words that state a misconception. */
export type Tone = Exclude<Verdict, "missed"> | "astray" | "mistaken";

/** A piece of text between two borders, with every span that covers it, outermost first. */
export interface Piece {
  start: number;
  end: number;
  spans: Span[];
}

export function spansOf(text: string, points: PointScore[]): Span[] {
  const unit = unitOffsets(text);
  return points.flatMap((point) => {
    const tone = toneOf(point);
    if (!tone) return [];
    return point.evidence.flatMap(({ quote, start, end }) => {
      const found = locate(text, quote, unit(start), unit(end));
      return found ? [{ ...found, point: point.id, tone }] : [];
    });
  });
}

/** Two lists of points with the same one draw the same marks: another scorer may give the same verdicts for other words. */
export function signatureOf(points: PointScore[]): string {
  return JSON.stringify(points.map(({ id, verdict, evidence }) => [id, verdict, evidence.map(({ start, end }) => [start, end])]));
}

function toneOf({ weight, verdict }: PointScore): Tone | null {
  if (weight < 0) return verdict === "missed" ? null : "mistaken";
  return verdict === "missed" ? "astray" : verdict;
}

function locate(text: string, quote: string, start: number, end: number): { start: number; end: number } | null {
  if (text.slice(start, end) === quote) return { start, end };
  // Offsets count the normalised text; where that differs from what is shown, the words themselves decide.
  const at = text.indexOf(quote);
  return quote && at >= 0 ? { start: at, end: at + quote.length } : null;
}

/** Python counts code points, JavaScript UTF-16 units: an emoji before the quote shifts it by one. */
function unitOffsets(text: string): (codePoint: number) => number {
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    starts.push(at);
    at += character.length;
  }
  return (codePoint) => starts[codePoint] ?? at;
}

export function pieces(start: number, end: number, spans: Span[]): Piece[] {
  const inside = spans.filter((span) => span.start < end && span.end > start);
  const borders = [start, end, ...inside.flatMap((span) => [span.start, span.end])].filter((at) => at >= start && at <= end);
  const sorted = [...new Set(borders)].sort((a, b) => a - b);
  return sorted.slice(1).map((right, index) => {
    const left = sorted[index] as number;
    return { start: left, end: right, spans: inside.filter((span) => span.start <= left && span.end >= right) };
  });
}
