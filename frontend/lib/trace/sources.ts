/** Where in the repository each hop is done; the Makefile reads the files of the API and the workers from these lines. */

import type { Part } from "../system/parts.ts";
import type { AnyHop } from "./hops.ts";

const FILES: Record<AnyHop["hop"], string> = {
  received: "api/intake/routes.py",
  committed: "practice/answers/submit.py",
  dispatched: "api/dispatch/dispatcher.py",
  claimed: "practice/jobs/scoring.py",
  finished: "practice/jobs/scoring.py",
  published: "workers/relay/drain.py",
  pushed: "api/stream/routes.py",
  rendered: "frontend/lib/stream/store.ts",
};

/** A worker of the other queue claims and ends its jobs elsewhere. */
const EMBEDDING: Partial<Record<AnyHop["hop"], string>> = {
  claimed: "workers/embedding/drain.py",
  finished: "practice/embedding/vectors.py",
};

export type Place = Pick<AnyHop, "hop" | "job">;

export interface Source extends Place {
  /** In the address of the page that shows the file. */
  name: string;
  path: string;
}

const named = (files: Partial<Record<AnyHop["hop"], string>>, job: Source["job"]): Source[] =>
  (Object.entries(files) as [AnyHop["hop"], string][]).map(([hop, path]) => ({ name: job ? `${job}-${hop}` : hop, hop, job, path }));

/** Every file that a hop may lead to. */
export const SOURCES: readonly Source[] = [...named(FILES, null), ...named(EMBEDDING, "embedding")];

export const sourceNamed = (name: string): Source | undefined => SOURCES.find((source) => source.name === name);

/** Where this job's hop is done; where all do it alike, the hop alone says it. */
export function sourceOf({ hop, job }: Place): Source {
  return SOURCES.find((source) => source.hop === hop && source.job === job) ?? (SOURCES.find((source) => source.hop === hop) as Source);
}

/** The part of the architecture in which each hop happens. */
const PARTS: Record<AnyHop["hop"], Part | "queue" | "worker"> = {
  received: "api",
  committed: "postgres",
  dispatched: "queue",
  claimed: "worker",
  finished: "postgres",
  published: "relay",
  pushed: "api",
  rendered: "browser",
};

export function partOf({ hop, job }: Place): Part {
  const part = PARTS[hop];
  if (part === "queue") return `${job ?? "scoring"}Queue`;
  return part === "worker" ? (job ?? "scoring") : part;
}
