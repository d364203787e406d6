import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, edited, forgetDrafts, keepDraft, keyFor, readDraft, withoutSent } from "../../lib/draft/draft.ts";
import { freshKey } from "../../lib/draft/key.ts";
import { lengthOf } from "../../lib/draft/length.ts";

class Shelf extends Map<string, string> {
  getItem = (name: string): string | null => this.get(name) ?? null;
  setItem = (name: string, value: string): void => void this.set(name, value);
  removeItem = (name: string): void => void this.delete(name);
}

const shelf = (): Storage => new Shelf() as unknown as Storage;

test("a draft comes back as it was, for its own question only", () => {
  const storage = shelf();
  assert.equal(keepDraft(storage, "q1", { text: "안녕하세요", key: "k" }), true);
  assert.deepEqual(readDraft(storage, "q1"), { text: "안녕하세요", key: "k" });
  assert.deepEqual(readDraft(storage, "q2"), EMPTY);
});

test("the same text keeps its key, a changed text gets a new one", () => {
  const sent = { text: "a", key: "first" };
  assert.equal(keyFor(edited(sent, "a"), () => "second"), "first");
  assert.equal(keyFor(edited(sent, "ab"), () => "second"), "second");
});

test("what was taken goes, what was typed meanwhile stays", () => {
  const sent = { text: "a", key: "first" };
  assert.deepEqual(withoutSent(sent, "a"), EMPTY);
  assert.deepEqual(withoutSent(edited(sent, "a and more"), "a"), { text: "a and more", key: null });
});

test("a key is fresh each time, also where the browser makes no UUID", (t) => {
  t.mock.method(crypto, "randomUUID", () => assert.fail("only in secure contexts"));
  const keys = [freshKey(), freshKey()];
  assert.ok(keys.every((key) => /^[0-9a-f]{32}$/.test(key)));
  assert.notEqual(keys[0], keys[1]);
});

test("a browser that keeps nothing says so, and a spoilt draft is an empty one", () => {
  const refusing = { setItem: () => assert.fail("full"), getItem: () => "{" } as unknown as Storage;
  assert.equal(keepDraft(refusing, "q", { text: "a", key: null }), false);
  assert.equal(keepDraft(undefined, "q", { text: "a", key: null }), false);
  assert.deepEqual(readDraft(refusing, "q"), EMPTY);
});

test("length counts what the server counts", () => {
  assert.equal(lengthOf("한글 😀"), 4);
});

test("a workspace that goes takes its drafts and times, and leaves what is the browser's", () => {
  const removes = { removeItem(this: Record<string, unknown>, name: string): void { delete this[name]; } };
  const kept = Object.assign(Object.create(removes), { "backtalk.draft.q1": "{}", "backtalk.time.q1": "9", "backtalk.locale": "ko", theme: "dark" });
  forgetDrafts(kept as Storage);
  assert.deepEqual(Object.keys(kept), ["backtalk.locale", "theme"]);
});
