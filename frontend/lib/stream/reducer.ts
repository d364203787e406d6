/** The state of the stream: each durable event once and in order, and a word when the views must be read again. */

import type { Frame, StreamEvent } from "./events.ts";
import { hint, tell, type LiveAnswer } from "./live.ts";

export interface StreamState {
  /** The newest event applied; null until a view has told where it stands. */
  cursor: number | null;
  answers: Record<string, LiveAnswer>;
  /** Rises each time the views may be behind what the stream can still tell. */
  resync: number;
  lastEventAt: string | null;
  /** What arrived before the first view did. */
  early: StreamEvent[];
}

export type StreamAction =
  | { type: "joined"; seq: number }
  | { type: "frame"; frame: Frame }
  | { type: "caughtUpElsewhere"; answers: Record<string, LiveAnswer> }
  | { type: "forgotten" };

export const initial: StreamState = { cursor: null, answers: {}, resync: 0, lastEventAt: null, early: [] };

export function reduce(state: StreamState, action: StreamAction): StreamState {
  switch (action.type) {
    case "joined":
      return join(state, action.seq);
    case "frame":
      return receive(state, action.frame);
    case "caughtUpElsewhere":
      return { ...state, answers: { ...action.answers, ...state.answers } };
    case "forgotten":
      return { ...initial, resync: state.resync + 1 };
  }
}

function join(state: StreamState, seq: number): StreamState {
  // Later views do not move the cursor: the stream itself still has to bring what lies between.
  if (state.cursor !== null) return state;
  return state.early.reduce(durable, { ...state, cursor: seq, early: [] });
}

function receive(state: StreamState, frame: Frame): StreamState {
  if (frame.kind === "reset") {
    return { ...state, cursor: frame.head, answers: {}, early: [], resync: state.resync + 1 };
  }
  if (frame.kind === "score.partial") return set(state, frame.answer_id, hint(state.answers[frame.answer_id] ?? {}, frame));
  if (state.cursor === null) return { ...state, early: [...state.early, frame] };
  return durable(state, frame);
}

function durable(state: StreamState, event: StreamEvent): StreamState {
  const cursor = state.cursor ?? 0;
  if (event.seq <= cursor) return state;
  const missed = event.seq > cursor + 1;
  const told = set(state, event.answer_id, tell(state.answers[event.answer_id] ?? {}, event));
  return { ...told, cursor: event.seq, lastEventAt: event.at, resync: state.resync + (missed ? 1 : 0) };
}

function set(state: StreamState, id: string, live: LiveAnswer): StreamState {
  return live === state.answers[id] ? state : { ...state, answers: { ...state.answers, [id]: live } };
}
