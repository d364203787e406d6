/** What a score took, as far as it was recorded: readings, tokens, money. */

import type { Score } from "../api/types.ts";

export interface Effort {
  /** Null where the answer was judged once. */
  samples: number | null;
  tokens: { read: number; written: number } | null;
  /** US dollars. */
  cost: number | null;
}

export function effortOf({ samples, tokens_in, tokens_out, cost_usd }: Score["provenance"]): Effort {
  return {
    // an event of old does not tell it
    samples: (samples ?? 1) > 1 ? samples : null,
    tokens: typeof tokens_in === "number" && typeof tokens_out === "number" ? { read: tokens_in, written: tokens_out } : null,
    cost: cost_usd ?? null,
  };
}
