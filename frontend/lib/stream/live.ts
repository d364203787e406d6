/** What the stream has said about one answer, and how it is laid over a fetched view. */

import type { Job, Neighbour, PointScore, Score } from "../api/types.ts";
import type { PartialScore, StreamEvent } from "./events.ts";

type Told<T> = T & { seq: number };

export interface LiveAnswer {
  scoring?: Told<{ job: Job; score: Score | null }>;
  embedding?: Told<{ job: Job; similar: Neighbour[] | null }>;
  partial?: { of: number; points: Record<number, PointScore> };
  deleted?: number;
}

const job = (state: Job["state"], error: Job["error"] = null): Job => ({ state, error });

export function tell(live: LiveAnswer, event: StreamEvent): LiveAnswer {
  const { seq } = event;
  // Scored again, an answer keeps its score until the new one comes.
  const score = live.scoring?.score ?? null;
  switch (event.kind) {
    case "answer.accepted":
      return { ...live, scoring: { seq, job: job("queued"), score: null }, embedding: { seq, job: job("queued"), similar: null } };
    case "score.started":
      return { ...live, partial: undefined, scoring: { seq, job: job("running"), score } };
    case "answer.scored":
      return { ...live, partial: undefined, scoring: { seq, job: job("done"), score: event.score } };
    case "score.estimated":
      // The job goes on as it was; the views that show the number are read again.
      return live;
    case "score.delayed":
      return { ...live, partial: undefined, scoring: { seq, job: job("queued", event.error), score } };
    case "score.failed":
      return { ...live, partial: undefined, scoring: { seq, job: job("failed", event.error), score } };
    case "answer.embedded":
      return { ...live, embedding: { seq, job: job("done"), similar: event.similar } };
    case "embed.delayed":
      return { ...live, embedding: { seq, job: job("queued", event.error), similar: null } };
    case "embed.failed":
      return { ...live, embedding: { seq, job: job("failed", event.error), similar: null } };
    case "answer.deleted":
      return { deleted: seq };
  }
}

export function hint(live: LiveAnswer, { index, of, point }: PartialScore): LiveAnswer {
  const settled = live.scoring?.job.state === "done" || live.scoring?.job.state === "failed";
  if (settled) return live;
  return { ...live, partial: { of, points: { ...live.partial?.points, [index]: point } } };
}

interface Jobs {
  scoring: Job;
  embedding: Job;
  score?: Score | null;
}

/**
 * Whichever was true later wins, part by part: the view at its `seq`, or the event that came after it. A score that is
 * there, for now or from before, stays until a new one comes, however often that is tried.
 */
export function overlay<V extends Jobs>(view: V, viewSeq: number, live: LiveAnswer | undefined): V & { score?: Score | null } {
  const scoring = live?.scoring && live.scoring.seq > viewSeq ? live.scoring : null;
  const embedding = live?.embedding && live.embedding.seq > viewSeq ? live.embedding : null;
  if (!scoring && !embedding) return view;
  return {
    ...view,
    ...(scoring ? { scoring: scoring.job, score: scoring.score ?? view.score ?? null } : {}),
    ...(embedding ? { embedding: embedding.job } : {}),
  };
}
