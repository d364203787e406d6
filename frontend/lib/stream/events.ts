/** The events of the stream, as the server names them. */

import type { JobError, Neighbour, PointScore, Score } from "../api/types.ts";

interface Durable {
  seq: number;
  answer_id: string;
  at: string;
}

export type StreamEvent =
  | (Durable & { kind: "answer.accepted"; question_id: string; attempt: number })
  | (Durable & { kind: "score.started"; attempt: number })
  | (Durable & { kind: "answer.scored"; question_id: string; overall: number; score: Score })
  /** The built-in scorer's number, taken while the real one is awaited. */
  | (Durable & { kind: "score.estimated"; question_id: string; overall: number; score: Score })
  /** A passing failure: the job runs again by itself at `error.retry_at`. */
  | (Durable & { kind: "score.delayed" | "embed.delayed"; error: JobError })
  /** The end of a job, until somebody has it done again. */
  | (Durable & { kind: "score.failed" | "embed.failed"; error: JobError })
  | (Durable & { kind: "answer.embedded"; question_id: string; model: string; similar: Neighbour[] })
  | (Durable & { kind: "answer.deleted" });

/** A rubric point while the scorer still reads: without a number, may be lost, never the truth. */
export interface PartialScore {
  kind: "score.partial";
  answer_id: string;
  at: string;
  index: number;
  of: number;
  point: PointScore;
}

/** The cursor is older than what the server keeps: read the views again, go on from `head`. */
export interface Reset {
  kind: "reset";
  head: number;
  at?: string;
}

export type Frame = StreamEvent | PartialScore | Reset;

export const KINDS: readonly Frame["kind"][] = [
  "answer.accepted",
  "score.started",
  "score.partial",
  "answer.scored",
  "score.estimated",
  "score.delayed",
  "score.failed",
  "answer.embedded",
  "embed.delayed",
  "embed.failed",
  "answer.deleted",
  "reset",
];
