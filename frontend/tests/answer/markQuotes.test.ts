import assert from "node:assert/strict";
import { test } from "node:test";
import type { Root } from "hast";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import ReactMarkdown from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import { markQuotes } from "../../lib/answer/markQuotes.ts";
import type { Span } from "../../lib/answer/spans.ts";

function render(text: string, quote: string): string {
  const start = text.indexOf(quote);
  const spans: Span[] = start < 0 ? [] : [{ start, end: start + quote.length, point: "p", tone: "met" }];
  return renderToStaticMarkup(createElement(ReactMarkdown, { rehypePlugins: [rehypeSanitize, markQuotes(text, spans)] }, text));
}

const mark = (words: string): string => `<mark data-point="p" data-tone="met">${words}</mark>`;

test("the quoted words are marked inside the rendered Markdown", () => {
  assert.equal(render("첫째. 큐를 나눕니다. 끝.", "큐를 나눕니다."), `<p>첫째. ${mark("큐를 나눕니다.")} 끝.</p>`);
});

test("a quote that runs through emphasis and code is marked piece by piece", () => {
  assert.equal(
    render("We **split** the `queue` now.", "**split** the `queue`"),
    `<p>We <strong>${mark("split")}</strong>${mark(" the ")}<code>${mark("queue")}</code> now.</p>`,
  );
});

test("HTML in an answer stays text", () => {
  assert.ok(!render("<img src=x onerror=alert(1)> hi", "hi").includes("<img"));
});

test("a link to a script loses its target", () => {
  assert.ok(!render("[x](javascript:alert(1))", "").includes("javascript:"));
});

test("text that Markdown changed is left alone rather than marked wrongly", () => {
  const tree: Root = { type: "root", children: [{ type: "text", value: "a & b", position: { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 10, offset: 9 } } }] };
  markQuotes("a &amp; b", [{ start: 0, end: 9, point: "p", tone: "met" }])()(tree);
  assert.equal(tree.children.length, 1);
});
