/** Events as the server sends them, short to write in a test. */

import type { PartialScore, StreamEvent } from "../../lib/stream/events.ts";
import type { PointScore, Score } from "../../lib/api/types.ts";

const at = "2026-11-21T12:00:00Z";

export const point = (id: string): PointScore => ({ id, text: id, weight: 1, verdict: "met", evidence: [], advice: null, spread: [] });

export const score = (overall: number): Score => ({
  overall,
  axes: [],
  points: [point("a")],
  summary: "",
  strengths: [],
  improvements: [],
  follow_ups: [],
  gate: null,
  uncertain: false,
  provenance: { scorer: "rubric", version: "1", model: "none", rubric_hash: "0", scored_at: at, duration_ms: 1, samples: 1, standing: "final" },
});

export const accepted = (seq: number, answer_id = "x"): StreamEvent => ({ kind: "answer.accepted", seq, answer_id, at, question_id: "q", attempt: 1 });
export const started = (seq: number, answer_id = "x"): StreamEvent => ({ kind: "score.started", seq, answer_id, at, attempt: 1 });
export const scored = (seq: number, overall: number, answer_id = "x"): StreamEvent => ({
  kind: "answer.scored",
  seq,
  answer_id,
  at,
  question_id: "q",
  overall,
  score: score(overall),
});
const error = { code: "encoder_unavailable", message: "", attempt: 1 };
export const failed = (seq: number): StreamEvent => ({ kind: "score.failed", seq, answer_id: "x", at, error });
export const delayed = (seq: number): StreamEvent => ({ kind: "score.delayed", seq, answer_id: "x", at, error: { ...error, retry_at: "2026-11-21T12:00:09Z" } });
export const partial = (index: number, of = 3): PartialScore => ({ kind: "score.partial", answer_id: "x", at, index, of, point: point(`p${index}`) });
