import assert from "node:assert/strict";
import { test } from "node:test";
import { againAt, answersTo, followUpIn, followUpKnownAs, followUpsOf } from "../../lib/answer/followups.ts";
import type { PointScore, Question, Score } from "../../lib/api/types.ts";

const followup = (id: string, aims_at: string | null) => ({ id, aims_at, text: { ko: `${id} 질문`, en: `${id} question` } });
const question = { followups: [followup("f1", "p1"), followup("f2", "p2")] } as Question;
const point = (id: string, verdict: PointScore["verdict"]): PointScore => ({ id, text: `point ${id}`, weight: 2, verdict, evidence: [], advice: null });
const score = (follow_ups: string[]): Score => ({ follow_ups, points: [point("p1", "met"), point("p2", "missed")] }) as unknown as Score;

test("the scorer's order comes first, in the language of the page, and none is asked twice", () => {
  const items = followUpsOf(question, score(["f2 질문", "something else"]), "en");
  assert.deepEqual(items.map(({ id, text }) => [id, text]), [["f2", "f2 question"], [null, "something else"], ["f1", "f1 question"]]);
});

test("what was answered just now is not asked again, in whichever language it was asked", () => {
  for (const answered of ["f2 질문", "f2 question"]) {
    assert.deepEqual(followUpsOf(question, score(["f2 질문", "f1 질문"]), "ko", answered).map(({ id }) => id), ["f1"]);
  }
  assert.deepEqual(followUpsOf(question, score(["f2 질문"]), "ko", "What if the relay dies?").map(({ id }) => id), ["f2", "f1"]);
});

test("a follow-up is another chance only while its point is not made", () => {
  assert.deepEqual(followUpsOf(question, score([]), "ko").map(({ chance }) => chance), [false, true]);
});

test("an answered follow-up is shown in the page's language where the bank has it, else as it was asked", () => {
  assert.equal(followUpIn(question, "f1 질문", "en"), "f1 question");
  assert.equal(followUpIn(question, "What if the relay dies?", "ko"), "What if the relay dies?");
  assert.equal(followUpIn(undefined, "f1 질문", "en"), "f1 질문");
});

test("an answer keeps on one line what the bank asks on two", () => {
  const long = { ...followup("f3", null), text: { ko: "끊어진\n 질문인가요?", en: null } };
  const asking = { followups: [long] } as unknown as Question;
  assert.equal(followUpIn(asking, "끊어진 질문인가요?", "ko"), "끊어진\n 질문인가요?");
  assert.deepEqual(followUpsOf(asking, score([]), "ko", "끊어진 질문인가요?"), []);
});

test("of two with the same words the one with a model answer is meant", () => {
  const bare = followup("f1", null);
  const answered = { ...bare, id: "f2", answer: { ko: "네", en: null } };
  assert.equal(followUpKnownAs({ followups: [bare, answered] } as unknown as Question, "f1 질문")?.id, "f2");
});

test("another try is one at the same follow-up, known to the bank or not, while the answer before it is there", () => {
  assert.deepEqual(againAt(question, { parent_id: "a", asked: "f1 질문" }), { parent: "a", followup: "f1" });
  assert.deepEqual(againAt(question, { parent_id: "a", asked: "What if the relay dies?" }), { parent: "a", asked: "What if the relay dies?" });
  assert.deepEqual(againAt(question, { parent_id: null, asked: "f1 질문" }), {});
  assert.deepEqual(againAt(question, { parent_id: "a", asked: null }), {});
});

test("past answers are those to the same: this follow-up in either language, or the question itself", () => {
  const items = [null, "f1 질문", "f1 question", "f2 질문", "What if the relay dies?"].map((asked) => ({ asked }));
  const to = (asked: string | null) => answersTo(question, asked, items).map((item) => item.asked);
  assert.deepEqual(to("f1 question"), ["f1 질문", "f1 question"]);
  assert.deepEqual(to("What if\n the relay dies?"), ["What if the relay dies?"]);
  assert.deepEqual(to("another"), []);
  assert.deepEqual(to(null), [null]);
});
