import assert from "node:assert/strict";
import { test } from "node:test";
import { judgesOf, sameScorer } from "../lib/scorers.ts";

const JUDGE = { scorer: "openai", version: "1", model: "small", standing: "final" } as const;

test("one scorer is one name, one version, one model, and no estimate beside a final score", () => {
  assert.ok(sameScorer(JUDGE, { ...JUDGE }));
  for (const other of [{ scorer: "gemini" }, { version: "2" }, { model: "large" }, { standing: "interim" }] as const) {
    assert.ok(!sameScorer(JUDGE, { ...JUDGE, ...other }), JSON.stringify(other));
  }
});

test("a score of old that does not say whether it is an estimate is none", () => {
  const { standing: _, ...old } = JUDGE;
  assert.ok(sameScorer(JUDGE, old));
});

test("each judge once; what was not judged has none", () => {
  const large = { ...JUDGE, model: "large" };
  assert.deepEqual(judgesOf([JUDGE, { scorer: null, version: null, model: null, standing: null }, large, { ...JUDGE }]), [JUDGE, large]);
});
