/** Which views an event makes old, beside what the live overlay already carries. */

import type { StreamEvent } from "./events.ts";

export function outdatedBy(event: StreamEvent): string[] {
  switch (event.kind) {
    case "answer.accepted":
      return ["answers:", "gathered:", "next:", "system"];
    case "answer.scored":
      return ["gathered:", "progress:", "next:", "better:", "scores:", "chain:", "system"];
    case "score.estimated":
      return ["answers:", `answer:${event.answer_id}`, "gathered:", "progress:", "scores:", "chain:", "system"];
    case "answer.embedded":
      return ["search:", "system"];
    case "answer.deleted":
      return ["answers:", "gathered:", `answer:${event.answer_id}`, "similar:", "search:", "progress:", "next:", "better:", "chain:"];
    default:
      return ["system"];
  }
}
