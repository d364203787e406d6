/** The hops of one answer as steps to be walked one by one: where each was, what it did, how long it took. */

import type { Hop } from "../api/types.ts";
import type { Part } from "../system/parts.ts";
import { between, walkedBy, type Outcome, type Walked } from "../system/walked.ts";
import { keyOf } from "./painted.ts";
import { partOf } from "./sources.ts";

export interface Step extends Walked {
  /** Stays the same when hops are added before it. */
  key: string;
  hop: Hop;
  part: Part;
  /** Milliseconds. */
  sinceRequest: number;
  sincePrevious: number | null;
  /** From its arrival in this browser to the picture; null for what was not painted here. */
  painted: number | null;
}

export function stepsOf(id: string, hops: readonly Hop[], outcome: Outcome | undefined, painted: ReadonlyMap<string, number>): Step[] {
  const request = hops.find(({ hop }) => hop === "received") ?? hops[0];
  return hops.map((hop, index) => {
    const previous = hops[index - 1];
    return {
      ...walkedBy(hop, hops, outcome),
      key: `${hop.hop}:${hop.job}:${hop.seq}`,
      hop,
      part: partOf(hop),
      sinceRequest: between(request ?? hop, hop),
      sincePrevious: previous ? between(previous, hop) : null,
      painted: hop.hop === "pushed" && hop.seq !== null ? (painted.get(keyOf(id, hop.seq)) ?? null) : null,
    };
  });
}

/** What cannot be shown of the way: nothing is known of it, nothing of its events is, it goes on. */
export function lackOf(hops: readonly Hop[], outcome: Outcome | undefined): "noHops" | "noEvents" | "underway" | null {
  if (!hops.length) return "noHops";
  const open = [outcome?.scoring.state, outcome?.embedding.state].some((state) => state === "queued" || state === "running");
  if (open) return "underway";
  return outcome && !hops.some(({ event }) => event) ? "noEvents" : null;
}
