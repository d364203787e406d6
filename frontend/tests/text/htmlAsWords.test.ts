import assert from "node:assert/strict";
import { test } from "node:test";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import ReactMarkdown from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import { markQuotes } from "../../lib/answer/markQuotes.ts";
import type { Span } from "../../lib/answer/spans.ts";
import { htmlAsWords } from "../../lib/text/htmlAsWords.ts";

const render = (text: string, spans: Span[] = []): string =>
  renderToStaticMarkup(createElement(ReactMarkdown, { rehypePlugins: [htmlAsWords, rehypeSanitize, markQuotes(text, spans)] }, text));

test("a type argument stays in its sentence", () => {
  assert.equal(render("반환 타입은 List<String>이고 <T>는 **그대로** 둡니다."), "<p>반환 타입은 List&lt;String&gt;이고 &lt;T&gt;는 <strong>그대로</strong> 둡니다.</p>");
});

test("markup on lines of its own becomes a paragraph of its own, in a quotation, too", () => {
  assert.equal(render("앞\n\n<div>\n  <Child />\n</div>\n\n뒤"), "<p>앞</p>\n<p>&lt;div&gt;\n  &lt;Child /&gt;\n&lt;/div&gt;</p>\n<p>뒤</p>");
  assert.equal(render("> <App />"), "<blockquote>\n<p>&lt;App /&gt;</p>\n</blockquote>");
  assert.equal(render("- <App />"), "<ul>\n<li>\n&lt;App /&gt;\n</li>\n</ul>");
});

test("words that were quoted are marked across it", () => {
  const text = "그래서 List<String>을 씁니다.";
  const marked = render(text, [{ start: 4, end: text.length, point: "p", tone: "met" }]);
  assert.equal(marked.replace(/<\/?mark[^>]*>/g, "|"), "<p>그래서 |List||&lt;String&gt;||을 씁니다.|</p>");
});
