/** From a hop of an answer to the lines that it went along on the drawing, and to what is told of it. */

import type { AnswerView, Hop } from "../api/types.ts";
import { walksOf, type Walk } from "./parts.ts";

/** What the answer's view knows beside the hops: how its jobs ended, and who judged. */
export type Outcome = Pick<AnswerView, "score" | "scoring" | "embedding">;

type Job = NonNullable<Hop["job"]>;
type News = "accepted" | "started" | "scored" | "embedded" | "other";

/** The name of a text below `follow.told`. */
export type Told =
  | "received"
  | "committed"
  | `dispatched.${Job | "again"}`
  | `claimed.${Job | "again"}`
  | `finished.${Job | "encoder" | "provider" | "failed"}`
  | `published.${News | "delayed" | "failed"}`
  | `pushed.${News | "late"}`;

export interface Walked {
  walk: Walk;
  told: Told;
}

/** A hint leaves within milliseconds of the commit and an event of its announcement, if they leave at all. */
const LATE_MS = 1_000;

export function walkedBy(hop: Hop, hops: readonly Hop[], outcome?: Outcome): Walked {
  const job = hop.job ?? "scoring";
  switch (hop.hop) {
    case "received":
      return { walk: ["browser", "api"], told: "received" };
    case "committed":
      return { walk: ["api", "postgres"], told: "committed" };
    case "dispatched":
      return dispatched(hop, hops, job);
    case "claimed":
      return { walk: wayTo(hop, hops, job), told: `claimed.${(hop.attempt ?? 1) > 1 ? "again" : job}` };
    case "finished":
      return finished(job, outcome);
    case "published":
      return { walk: ["postgres", "relay", "bus"], told: `published.${ended(hop.event) ?? newsOf(hop.event)}` };
    case "pushed":
      return pushed(hop, hops);
  }
}

/** Whoever sends a hint anew is not on record: the gateway for a person, the relay for a lost one. */
function dispatched(hop: Hop, hops: readonly Hop[], job: Job): Walked {
  const committed = hops.find(({ hop: name }) => name === "committed") ?? hops[0] ?? hop;
  if (between(committed, hop) > LATE_MS) return { walk: [], told: "dispatched.again" };
  return { walk: ["api", `${job}Queue`], told: `dispatched.${job}` };
}

/** A drain that runs already takes new jobs along without their hints. */
function wayTo(claimed: Hop, hops: readonly Hop[], job: Job): Walk {
  const heard = job === "scoring" || hops.some((hop) => hop.hop === "dispatched" && hop.job === job && between(hop, claimed) >= 0);
  return heard ? [`${job}Queue`, job, "postgres"] : [job, "postgres"];
}

/** By the relay, where every worker that had the job was lost. */
const LOST = "worker_lost";

function finished(job: Job, outcome?: Outcome): Walked {
  const end = outcome?.[job];
  if (end?.state === "failed") return { walk: [end.error?.code === LOST ? "relay" : job, "postgres"], told: "finished.failed" };
  if (job === "embedding" || !outcome?.score) return { walk: [job, "postgres"], told: `finished.${job}` };
  const walk = walksOf({ kind: "answer.scored", score: outcome.score })[0] ?? [];
  return { walk, told: `finished.${walk[0] === "encoder" || walk[0] === "provider" ? walk[0] : job}` };
}

/** What no stream took when it was announced is read from the log by the next one. */
function pushed(hop: Hop, hops: readonly Hop[]): Walked {
  const published = hops.find((other) => other.hop === "published" && other.seq === hop.seq);
  const waited = published ? between(published, hop) : 0;
  if (waited < 0 || waited > LATE_MS) return { walk: ["postgres", "api", "browser"], told: "pushed.late" };
  return { walk: ["bus", "api", "browser"], told: `pushed.${newsOf(hop.event)}` };
}

const NEWS: Record<string, News> = { "answer.accepted": "accepted", "score.started": "started", "answer.scored": "scored", "answer.embedded": "embedded" };

const newsOf = (kind: string | null): News => NEWS[kind ?? ""] ?? "other";

function ended(kind: string | null): "delayed" | "failed" | null {
  if (kind?.endsWith(".delayed")) return "delayed";
  return kind?.endsWith(".failed") ? "failed" : null;
}

/** Milliseconds from the one to the other. */
export const between = (earlier: Pick<Hop, "at">, later: Pick<Hop, "at">): number => Date.parse(later.at) - Date.parse(earlier.at);
