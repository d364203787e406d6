import assert from "node:assert/strict";
import { test } from "node:test";
import { hear, say, settledOn, typedFrom, type Typed } from "../../lib/text/typed.ts";

const type = (typed: Typed, text: string): Typed => ({ ...typed, text });

test("words that come back do not undo what was typed since", () => {
  const said = say(type(typedFrom(""), "outbox "), "outbox");
  assert.equal(hear(said, "outbox").text, "outbox ");
  assert.equal(hear(type(said, "outbox pat"), "outbox").text, "outbox pat");
});

test("nor when more was said before the first words came back", () => {
  const twice = type(say(say(type(typedFrom(""), "a"), "a"), "ab"), "abc");
  const first = hear(twice, "a");
  assert.deepEqual([first.text, settledOn(first)], ["abc", "ab"]);
  assert.deepEqual(hear(first, "ab"), { text: "abc", outside: "ab", said: [] });
  assert.deepEqual(hear(twice, "ab"), { text: "abc", outside: "ab", said: [] });
});

test("words from outside replace the text", () => {
  const said = hear(say(type(typedFrom(""), "outbox"), "outbox"), "outbox");
  assert.deepEqual(hear(said, ""), typedFrom(""));
});

test("the same words are said once", () => {
  const said = say(typedFrom("outbox"), "outbox");
  assert.deepEqual(said, typedFrom("outbox"));
});
