import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces, signatureOf, spansOf } from "../../lib/answer/spans.ts";
import type { Evidence, PointScore } from "../../lib/api/types.ts";

const point = (evidence: Evidence, change: Partial<PointScore> = {}): PointScore => ({
  id: "p",
  text: "",
  weight: 1,
  verdict: "met",
  evidence: [evidence],
  advice: null,
  ...change,
});

/** Offsets as the server counts them: in code points. */
function quoted(text: string, quote: string): Evidence {
  const start = [...text.slice(0, text.indexOf(quote))].length;
  return { quote, start, end: start + [...quote].length };
}

test("a quote after emoji is found where it stands", () => {
  const text = "😀😀 큐를 나눴습니다. 끝.";
  const [span] = spansOf(text, [point(quoted(text, "큐를 나눴습니다."))]);
  assert.equal(text.slice(span?.start, span?.end), "큐를 나눴습니다.");
});

test("of two equal sentences the one that was meant is marked", () => {
  const text = "맞다. 아니다. 맞다.";
  const [span] = spansOf(text, [point({ quote: "맞다.", start: 9, end: 12 })]);
  assert.equal(span?.start, 9);
});

test("with offsets that miss, the words decide; words that are not there are not marked", () => {
  assert.equal(spansOf("abc def", [point({ quote: "def", start: 0, end: 3 })])[0]?.start, 4);
  assert.deepEqual(spansOf("abc", [point({ quote: "xyz", start: 0, end: 3 })]), []);
});

test("a stated misconception has a tone of its own", () => {
  const text = "스레드를 늘리면 빨라진다";
  assert.equal(spansOf(text, [point(quoted(text, text), { weight: -1 })])[0]?.tone, "mistaken");
});

test("words that go astray are not marked like words that make the point, and an avoided misconception is not marked", () => {
  const text = "컨슈머가 브로커에 밀어 넣는다";
  assert.equal(spansOf(text, [point(quoted(text, text), { verdict: "missed" })])[0]?.tone, "astray");
  assert.deepEqual(spansOf(text, [point(quoted(text, text), { verdict: "missed", weight: -1 })]), []);
});

test("pieces cover the text without overlap, and overlapping spans share a piece", () => {
  const span = (start: number, end: number, id: string) => ({ start, end, point: id, tone: "met" as const });
  const cut = pieces(10, 30, [span(5, 20, "a"), span(15, 40, "b"), span(50, 60, "c")]);
  assert.deepEqual(
    cut.map(({ start, end, spans }) => [start, end, spans.map(({ point: id }) => id).join()]),
    [
      [10, 15, "a"],
      [15, 20, "a,b"],
      [20, 30, "b"],
    ],
  );
});

test("the same verdict for other words draws other marks, and what draws none does not count", () => {
  const text = "맞다. 아니다.";
  const said = (quote: string, change: Partial<PointScore> = {}): string => signatureOf([point(quoted(text, quote), change)]);
  assert.notEqual(said("맞다."), said("아니다."));
  assert.notEqual(said("맞다."), said("맞다.", { verdict: "partial" }));
  assert.equal(said("맞다."), said("맞다.", { advice: "더 말해 보세요." }));
});
