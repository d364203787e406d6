import assert from "node:assert/strict";
import { test } from "node:test";
import { createTranslator } from "use-intl";
import { areUrgent, quotedIn } from "../lib/banks/warnings.ts";
import { MESSAGES } from "../lib/messages.ts";

test("what a remark quotes from the sheet is kept", () => {
  assert.deepEqual(quotedIn("the label `메모` is not known; kept as `extra`"), ["메모", "extra"]);
  assert.deepEqual(quotedIn("an empty answer"), []);
});

test("every remark can be said, signs of Markdown and HTML included", () => {
  for (const locale of ["ko", "en"] as const) {
    const t = createTranslator({ locale, messages: MESSAGES[locale], namespace: "banks.remarks", onError: (error) => assert.fail(error) });
    for (const code of Object.keys(MESSAGES[locale].banks.remarks)) assert.ok(t(code as "title").length > 5, code);
    assert.match(t("unclosed-details"), /<details>/);
  }
});

test("remarks are open where they are few, or where one of many says that something was not kept as a question or an answer", () => {
  const many = Array.from({ length: 11 }, () => ({ code: "number" }));
  assert.equal(areUrgent(many.slice(1)), true);
  assert.equal(areUrgent(many), false);
  for (const code of ["asks", "outside", "loose", "unmarked", "placeholder"]) assert.equal(areUrgent([...many, { code }]), true, code);
});
