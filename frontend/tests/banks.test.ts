import assert from "node:assert/strict";
import { test } from "node:test";
import { beforeOf, replacedBy } from "../lib/banks/before.ts";
import { slugOf, typeOf } from "../lib/banks/sheetFile.ts";
import type { QuestionSummary } from "../lib/api/types.ts";

test("a file's ending says how it is read", () => {
  assert.deepEqual(["a.md", "a.B.YML", "a.yaml"].map(typeOf), ["text/markdown", "application/yaml", "application/yaml"]);
  assert.deepEqual(["a.pdf", "md", ""].map(typeOf), [null, null, null]);
});

test("a bank is named after its file in letters that an address takes", () => {
  assert.deepEqual(["My Questions (2).md", "redis.yaml", "---.md"].map(slugOf), ["my-questions-2", "redis", "my-bank"]);
  for (const name of ["면접 질문.md", "x".repeat(200), "é.md"]) assert.match(slugOf(name), /^[a-z0-9][a-z0-9-]{0,79}$/);
});

test("two files with Korean names are two banks, the same name in another form of Unicode is one", () => {
  assert.notEqual(slugOf("면접.md"), slugOf("질문.md"));
  assert.equal(slugOf("면접.md"), slugOf("면접.md".normalize("NFD")));
});

const question = (id: string, ko: string | null, en: string | null) => ({ id, text: { ko, en } }) as QuestionSummary;

test("a changed question is compared with its own wording in its own language", () => {
  const before = beforeOf([question("own.q1", "리스가 무엇인가요?", "What is a lease?")]);
  assert.equal(replacedBy("리스란 무엇인가요?", before.q1), "리스가 무엇인가요?");
  assert.equal(replacedBy("What is a lock lease?", before.q1), "What is a lease?");
  assert.equal(replacedBy("What is a lease?", before.q1), null);
  assert.equal(replacedBy("new", before.q9), null);
});
