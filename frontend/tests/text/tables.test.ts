import assert from "node:assert/strict";
import { test } from "node:test";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import ReactMarkdown from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import { markQuotes } from "../../lib/answer/markQuotes.ts";
import type { Span } from "../../lib/answer/spans.ts";
import { htmlAsWords } from "../../lib/text/htmlAsWords.ts";
import { tables } from "../../lib/text/tables.ts";

const render = (text: string, spans: Span[] = []): string => {
  const options = { remarkPlugins: [tables], rehypePlugins: [htmlAsWords, rehypeSanitize, markQuotes(text, spans)] };
  return renderToStaticMarkup(createElement(ReactMarkdown, options, text)).replaceAll("\n", "");
};
const TABLE = "| 구분 | 스레드 |\n|---|---|\n| 메모리 | `Map<K, V>`를 **함께** 씀 |";

test("a table is a table, with what stands in its cells", () => {
  const body = "<tbody><tr><td>메모리</td><td><code>Map&lt;K, V&gt;</code>를 <strong>함께</strong> 씀</td></tr></tbody>";
  assert.equal(render(TABLE), `<table><thead><tr><th>구분</th><th>스레드</th></tr></thead>${body}</table>`);
});

test("words that were quoted are marked within their cells", () => {
  const marked = render(TABLE, [{ start: TABLE.indexOf("메모리"), end: TABLE.length, point: "p", tone: "met" }]);
  assert.equal([...marked.matchAll(/<mark[^>]*>([^<]*)/g)].map(([, words]) => words).join("|"), "메모리|Map&lt;K, V&gt;|를 |함께| 씀");
});

test("a range is not struck out, and an address stays the words it is", () => {
  assert.equal(render("10~20 ms, 30~40 ms, ~~아니~~ https://example.org"), "<p>10~20 ms, 30~40 ms, ~~아니~~ https://example.org</p>");
});
