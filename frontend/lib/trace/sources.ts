/** Where in the repository each hop is done. */

import type { AnyHop } from "./hops.ts";

export const SOURCES: Record<AnyHop["hop"], string> = {
  received: "api/intake/routes.py",
  committed: "practice/answers/submit.py",
  dispatched: "api/dispatch/dispatcher.py",
  claimed: "practice/jobs/scoring.py",
  finished: "practice/jobs/scoring.py",
  published: "workers/relay/drain.py",
  pushed: "api/stream/routes.py",
  rendered: "frontend/lib/stream/store.ts",
};

export const isHop = (name: string): name is AnyHop["hop"] => Object.hasOwn(SOURCES, name);

/** The part of the architecture in which each hop happens. */
const PARTS: Record<AnyHop["hop"], string> = {
  received: "api",
  committed: "postgres",
  dispatched: "queue",
  claimed: "worker",
  finished: "postgres",
  published: "relay",
  pushed: "api",
  rendered: "browser",
};

export function partOf({ hop, job }: Pick<AnyHop, "hop" | "job">): string {
  const part = PARTS[hop];
  if (part === "queue") return `${job ?? "scoring"}Queue`;
  return part === "worker" ? (job ?? "scoring") : part;
}
