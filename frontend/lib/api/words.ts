/** Which words of the page say what went wrong: never the server's own, for those are in one language. */

import type { Problem } from "./problem.ts";

/** A name under `problems` in the messages; `has` tells whether there is one. */
export function wordsFor({ code, limit }: Pick<Problem, "code" | "limit">, has: (name: string) => boolean): string {
  // a proxy between here and the server speaks for itself, without a code
  if (/^http_5/.test(code)) return "away";
  if (code === "http_413") return "body_too_large";
  // these words need the number
  if (code === "text_too_long" && limit === undefined) return "body_too_large";
  return has(code) ? code : "unexpected";
}
