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

test("spaces that Markdown leaves out of a line cost no quote its mark", () => {
  assert.equal(render("앞 줄입니다. \n큐를 나눕니다.", "큐를 나눕니다."), `<p>앞 줄입니다.\n${mark("큐를 나눕니다.")}</p>`);
  assert.equal(render("- 큐를 나누고\n  늦추지 않습니다.", "큐를 나누고\n  늦추지"), `<ul>\n<li>${mark("큐를 나누고\n늦추지")} 않습니다.</li>\n</ul>`);
  assert.equal(render("> 첫 줄\n> 둘째 줄", "둘째"), `<blockquote>\n<p>첫 줄\n${mark("둘째")} 줄</p>\n</blockquote>`);
  assert.equal(render("snake\\_case 이름", "이름"), `<p>snake_case ${mark("이름")}</p>`);
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
