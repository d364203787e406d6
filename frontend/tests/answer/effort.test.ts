import assert from "node:assert/strict";
import { test } from "node:test";
import { effortOf } from "../../lib/answer/effort.ts";
import type { Score } from "../../lib/api/types.ts";
import { dollars } from "../../lib/format.ts";

const effort = (recorded: Partial<Score["provenance"]>) => effortOf(recorded as Score["provenance"]);

test("what was recorded is told, and nothing of what was not", () => {
  assert.deepEqual(effort({ samples: 3, tokens_in: 900, tokens_out: 0, cost_usd: 0 }), { samples: 3, tokens: { read: 900, written: 0 }, cost: 0 });
  assert.deepEqual(effort({ samples: 1, tokens_in: null, tokens_out: null, cost_usd: null }), { samples: null, tokens: null, cost: null });
  assert.deepEqual(effort({}), { samples: null, tokens: null, cost: null });
});

test("a price below a cent keeps the digits that say something", () => {
  assert.match(dollars(0.00123, "en"), /\$0\.0012$/);
  assert.match(dollars(1.5, "ko"), /\$1\.50$/);
});
