/** Which views an event makes old, beside what the live overlay already carries. */

import type { StreamEvent } from "./events.ts";

export const EVERYTHING_OF_MINE = [
  ...["answers:", "gathered:", "answer:", "similar:", "better:", "scores:", "chain:", "trace:", "search:", "progress:", "next:"],
  ...["banks", "questions:", "question:", "titles", "me", "sessions", "workspace", "system"],
];

export function outdatedBy(event: StreamEvent): string[] {
  return [...always(event), ...byKind(event)];
}

/** Whatever it tells: it is one more of what is kept, one more hop of its answer's way, and the queues have moved. */
const always = ({ answer_id }: StreamEvent): string[] => ["system", "workspace", `trace:${answer_id}`];

function byKind(event: StreamEvent): string[] {
  switch (event.kind) {
    case "answer.accepted":
      return ["answers:", "gathered:", "next:"];
    case "answer.scored":
      return ["gathered:", "progress:", "next:", "better:", "scores:", "chain:"];
    case "score.estimated":
      return ["answers:", `answer:${event.answer_id}`, "gathered:", "progress:", "scores:", "chain:"];
    case "answer.embedded":
      return ["search:"];
    case "answer.deleted":
      return ["answers:", "gathered:", `answer:${event.answer_id}`, "similar:", "search:", "progress:", "next:", "better:", "chain:"];
    default:
      return [];
  }
}
