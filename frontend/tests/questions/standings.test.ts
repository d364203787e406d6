import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnswerItem, Progress } from "../../lib/api/types.ts";
import { standingsOf } from "../../lib/questions/standings.ts";

const scored = (question_id: string, best: number, times: number) => ({ question_id, best, scored: times }) as Progress["questions"][number];
const item = (question_id: string, attempt: number, overall: number | null) => ({ question_id, attempt, overall }) as AnswerItem;

test("the best is what the usual scorer gave, however old, and no number of another's", () => {
  const standings = standingsOf([scored("old", 80, 3), scored("both", 40, 1)], [item("both", 2, 99), item("waiting", 1, null)]);
  assert.deepEqual(standings, { old: { best: 80, attempts: 3 }, both: { best: 40, attempts: 2 }, waiting: { best: null, attempts: 1 } });
});
