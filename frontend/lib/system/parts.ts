/** The parts of the architecture, what runs between them, and the way that each event takes. */

import type { Score, SystemView } from "../api/types.ts";
import type { Frame } from "../stream/events.ts";

export const PARTS = ["browser", "api", "scoringQueue", "scoring", "encoder", "provider", "embeddingQueue", "embedding", "postgres", "relay", "bus"] as const;

export type Part = (typeof PARTS)[number];

/** Where each part is done in the repository. */
export const ROOMS: Record<Part, string> = {
  browser: "frontend/lib/stream/",
  api: "api/",
  scoringQueue: "api/dispatch/",
  scoring: "workers/scoring/",
  encoder: "workers/encoder/",
  provider: "practice/scoring/providers/",
  embeddingQueue: "api/dispatch/",
  embedding: "workers/embedding/",
  postgres: "practice/db/",
  relay: "workers/relay/",
  bus: "practice/events/channel.py",
};

/** Drawn once, as the work goes; news may run along it in either direction. */
export const EDGES = [
  "browser-api",
  "api-postgres",
  "api-scoringQueue",
  "api-embeddingQueue",
  "scoringQueue-scoring",
  "embeddingQueue-embedding",
  "scoring-encoder",
  "scoring-provider",
  "scoring-postgres",
  "embedding-postgres",
  "postgres-relay",
  "relay-bus",
  "scoring-bus",
  "bus-api",
] as const;

export type Edge = (typeof EDGES)[number];

export type Walk = readonly Part[];

const NEWS: Walk = ["postgres", "relay", "bus", "api", "browser"];

/** What of a frame decides its way: a gate or a scorer without a model asks no encoder. */
type Passing = { kind: Frame["kind"]; score?: Pick<Score, "gate"> & { provenance: { scorer: string; model: string | null } } };

/** The ways on which something has gone, now that this frame is here; each is a chain of parts. */
export function walksOf(frame: Passing): Walk[] {
  switch (frame.kind) {
    case "answer.accepted":
      return [["browser", "api", "postgres"], ["api", "scoringQueue"], ["api", "embeddingQueue"], NEWS];
    case "score.started":
      return [["scoringQueue", "scoring", "postgres"], NEWS];
    case "score.partial":
      return [["scoring", "bus", "api", "browser"]];
    case "answer.scored":
      return [[...judgeOf(frame), "scoring", "postgres"], NEWS];
    case "score.delayed":
    case "score.failed":
      return [["scoring", "postgres"], NEWS];
    case "answer.embedded":
      return [["embeddingQueue", "embedding", "postgres"], NEWS];
    case "embed.delayed":
    case "embed.failed":
      return [["embedding", "postgres"], NEWS];
    case "score.estimated":
    case "answer.deleted":
      return [["browser", "api", "postgres"], NEWS];
    case "reset":
      return [["postgres", "api", "browser"]];
  }
}

/** Whom the worker asked: nobody for what a gate stopped, the encoder for the rubric, the provider for its own scores. */
function judgeOf({ score }: Passing): Part[] {
  if (!score || score.gate || !score.provenance.model) return [];
  return [score.provenance.scorer === "rubric" ? "encoder" : "provider"];
}

export function edgeBetween(a: Part, b: Part): Edge | null {
  return EDGES.find((edge) => edge === `${a}-${b}` || edge === `${b}-${a}`) ?? null;
}

/** How many processes of a part beat; null for what is no process of ours. */
export function alive(system: SystemView, part: Part): number | null {
  const kinds: Partial<Record<Part, string>> = { api: "api", relay: "relay", scoring: "worker-scoring", embedding: "worker-embedding", encoder: "encoder" };
  const kind = kinds[part];
  return kind ? system.processes.filter((process) => process.kind === kind).length : null;
}

/** Null for a part that this installation does not use. */
export function up(system: SystemView, part: Part): boolean | null {
  const { postgres, redis, encoder } = system.services;
  if (part === "provider") return system.provider ? true : null;
  const known: Partial<Record<Part, boolean>> = { postgres, scoringQueue: redis, embeddingQueue: redis, bus: redis, encoder, browser: true };
  return known[part] ?? (alive(system, part) ?? 0) > 0;
}
