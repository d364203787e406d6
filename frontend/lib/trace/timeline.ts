/** The hops of one answer as stretches of time: saving, waiting in a queue, working, bringing the news. */

import type { AnyHop } from "./hops.ts";

export type Lane = "request" | "scoring" | "embedding";
export type Kind = "save" | "lost" | "wait" | "work" | "delay" | "deliver" | "render";

export const LANES: readonly Lane[] = ["request", "scoring", "embedding"];

export interface Stretch {
  lane: Lane;
  kind: Kind;
  /** Milliseconds since the request came in. */
  from: number;
  to: number;
  attempt: number | null;
}

export interface Timeline {
  stretches: Stretch[];
  total: number;
}

type Job = Exclude<Lane, "request">;

const END: Record<Job, readonly string[]> = { scoring: ["answer.scored", "score.failed"], embedding: ["answer.embedded", "embed.failed"] };
const DELAYED: Record<Job, string> = { scoring: "score.delayed", embedding: "embed.delayed" };

/** A hint leaves within milliseconds of the commit, if it leaves at all. */
const LATE_MS = 1_000;

export function timelineOf(hops: AnyHop[]): Timeline {
  const sorted = hops.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const start = Date.parse(sorted[0]?.at ?? "");
  const since = (hop: AnyHop): number => Date.parse(hop.at) - start;
  const stretches = [...request(sorted, since), ...job("scoring", sorted, since), ...job("embedding", sorted, since), ...rendering(sorted, since)];
  return { stretches, total: Math.max(1, ...sorted.map(since)) };
}

type Since = (hop: AnyHop) => number;

function request(hops: AnyHop[], since: Since): Stretch[] {
  const [received, committed] = ["received", "committed"].map((name) => hops.find(({ hop }) => hop === name));
  const told = hops.findLast(({ event }) => event === "answer.accepted");
  const saved = committed ? since(committed) : 0;
  return [
    ...(received && committed ? [stretch("request", "save", since(received), saved)] : []),
    ...(committed && told ? [stretch("request", "deliver", saved, since(told))] : []),
  ];
}

/** The last stretch of each lane: from where its end left for the browser to where it was on the screen there. */
function rendering(hops: AnyHop[], since: Since): Stretch[] {
  return hops.flatMap((hop) => {
    if (hop.hop !== "rendered") return [];
    const lane = LANES.find((name) => (name === "request" ? ["answer.accepted"] : END[name]).includes(hop.event ?? ""));
    const pushed = hops.find((earlier) => earlier.hop === "pushed" && earlier.seq === hop.seq);
    return lane && pushed ? [stretch(lane, "render", since(pushed), since(hop))] : [];
  });
}

/** Walks one job's hops in order; each hop ends the stretch that the one before it began. */
function job(lane: Job, hops: AnyHop[], since: Since): Stretch[] {
  const found: Stretch[] = [];
  let open: { kind: Kind; from: number; attempt: number | null } | null = null;
  const turn = (kind: Kind | null, at: number, attempt: number | null = null): void => {
    if (open) found.push(stretch(lane, open.kind, open.from, at, open.attempt));
    open = kind && { kind, from: at, attempt };
  };
  const committed = hops.find(({ hop }) => hop === "committed");
  /** A job may be taken from the commit on; a later round, asked for by hand, begins with its own dispatch. */
  const begin = (at: number, dispatched: boolean): void => {
    const from = committed && !found.length ? since(committed) : at;
    // Only the last dispatch is known: one long after the commit means that an earlier hint was lost and swept up.
    const late = dispatched && at - from > LATE_MS;
    if (late) turn("lost", from);
    turn("wait", late ? at : from);
  };
  for (const hop of hops) {
    if (hop.job !== lane) continue;
    const working = (open as { kind: Kind } | null)?.kind === "work";
    const dispatched = hop.hop === "dispatched";
    if (!open && (dispatched || hop.hop === "claimed")) begin(since(hop), dispatched);
    if (hop.hop === "claimed") turn("work", since(hop), hop.attempt);
    else if (hop.hop === "finished" && working) turn("deliver", since(hop));
    else if (hop.event === DELAYED[lane] && hop.hop === "published") turn("delay", since(hop));
    else if (hop.event && END[lane].includes(hop.event) && !goesOn(hop, hops)) turn(null, since(hop));
  }
  return found;
}

/** The news is out when it has left for the browser; without an open stream it ends where it was announced. */
function goesOn({ hop, seq }: AnyHop, hops: AnyHop[]): boolean {
  return hop === "published" && hops.some((later) => later.hop === "pushed" && later.seq === seq);
}

const stretch = (lane: Lane, kind: Kind, from: number, to: number, attempt: number | null = null): Stretch => ({ lane, kind, from, to, attempt });

export interface Account {
  /** Seconds until the result of the scoring was sent out; null while it is not. */
  seconds: number | null;
  /** Where most of that went, and how much of it. */
  most: Kind;
  share: number;
  /** How long the other job took, which nobody had to wait for. */
  besides: number | null;
}

/** Where the time went, told along the way that a person waits for: from the request to the score. */
export function accountOf({ stretches }: Timeline): Account | null {
  const way = stretches.filter(({ lane, kind }) => lane === "scoring" || kind === "save");
  const scoring = way.filter(({ lane }) => lane === "scoring");
  if (!scoring.length) return null;
  const end = Math.max(...scoring.map(({ to }) => to));
  const sums = new Map<Kind, number>();
  for (const { kind, from, to } of way) sums.set(kind, (sums.get(kind) ?? 0) + to - from);
  const [most, spent] = [...sums].sort((a, b) => b[1] - a[1])[0] as [Kind, number];
  const embedding = stretches.filter(({ lane }) => lane === "embedding");
  return {
    seconds: ["deliver", "render"].includes(scoring.at(-1)?.kind ?? "") ? end / 1000 : null,
    most,
    share: Math.min(1, spent / Math.max(1, end)),
    besides: embedding.length ? Math.max(...embedding.map(({ to }) => to)) / 1000 : null,
  };
}
