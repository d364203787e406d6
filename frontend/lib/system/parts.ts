/** The parts of the architecture, what runs between them, and the way that each event takes. */

import type { Score, SystemView } from "../api/types.ts";
import type { Frame } from "../stream/events.ts";

export const PARTS = ["browser", "api", "postgres", "redis", "relay", "scoring", "embedding", "encoder"] as const;

export type Part = (typeof PARTS)[number];

/** Where each part is done in the repository. */
export const ROOMS: Record<Part, string> = {
  browser: "frontend/",
  api: "api/",
  postgres: "practice/db/",
  redis: "api/dispatch/",
  relay: "workers/relay/",
  scoring: "workers/scoring/",
  embedding: "workers/embedding/",
  encoder: "workers/encoder/",
};

/** Drawn once; news may run along it in either direction. */
export const EDGES = ["browser-api", "api-postgres", "api-redis", "redis-scoring", "redis-embedding", "scoring-encoder", "scoring-postgres", "embedding-postgres", "postgres-relay", "relay-redis", "scoring-redis"] as const;

export type Edge = (typeof EDGES)[number];

export type Walk = readonly Part[];

const NEWS: Walk = ["postgres", "relay", "redis", "api", "browser"];

/** What of a frame decides its way: a gate or a scorer without a model asks no encoder. */
type Passing = { kind: Frame["kind"]; score?: Pick<Score, "gate" | "provenance"> };

/** The ways on which something has gone, now that this frame is here; each is a chain of parts. */
export function walksOf(frame: Passing): Walk[] {
  switch (frame.kind) {
    case "answer.accepted":
      return [["browser", "api", "postgres"], ["api", "redis"], NEWS];
    case "score.started":
      return [["redis", "scoring", "postgres"], NEWS];
    case "score.partial":
      return [["scoring", "redis", "api", "browser"]];
    case "answer.scored":
      return [frame.score?.provenance.model && !frame.score.gate ? ["encoder", "scoring", "postgres"] : ["scoring", "postgres"], NEWS];
    case "score.delayed":
    case "score.failed":
      return [["scoring", "postgres"], NEWS];
    case "answer.embedded":
      return [["redis", "embedding", "postgres"], NEWS];
    case "embed.delayed":
    case "embed.failed":
      return [["embedding", "postgres"], NEWS];
    case "answer.deleted":
      return [["browser", "api", "postgres"], NEWS];
    case "reset":
      return [["postgres", "api", "browser"]];
  }
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

export function up(system: SystemView, part: Part): boolean {
  const { postgres, redis, encoder } = system.services;
  const known: Partial<Record<Part, boolean>> = { postgres, redis, encoder, browser: true };
  return known[part] ?? (alive(system, part) ?? 0) > 0;
}
