/** The door to the server; nothing else of the page knows its addresses or shapes. */

export * as api from "./calls.ts";
export type { QuestionFilter } from "./calls.ts";
export { Problem } from "./problem.ts";
export { onSessionOpened, openSession } from "./session.ts";
export type * from "./types.ts";
