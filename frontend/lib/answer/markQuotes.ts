/** A rehype step that puts <mark> around the quoted words, wherever Markdown left the source text as it was. */

import type { Element, Root, RootContent, Text } from "hast";
import { pieces, type Span } from "./spans.ts";

type Parent = { children: RootContent[] };

export function markQuotes(source: string, spans: Span[]): () => (tree: Root) => void {
  return () => (tree) => {
    if (spans.length) walk(tree as Parent, source, spans);
  };
}

function walk(parent: Parent, source: string, spans: Span[]): void {
  parent.children = parent.children.flatMap((child): RootContent[] => {
    if (child.type === "text") return split(child, source, spans);
    if ("children" in child) walk(child as Parent, source, spans);
    return [child];
  });
}

function split(text: Text, source: string, spans: Span[]): (Element | Text)[] {
  const from = text.position?.start.offset;
  const to = text.position?.end.offset;
  if (from === undefined || to === undefined) return [text];
  const offsets = offsetsOf(text.value, source.slice(from, to), from);
  if (!offsets) return [text];
  const upTo = (offset: number): number => offsets.filter((at) => at < offset).length;
  return pieces(from, to, spans)
    .map((piece) => ({ words: text.value.slice(upTo(piece.start), upTo(piece.end)), spans: piece.spans }))
    .filter(({ words }) => words)
    .map(({ words, spans }) => wrap(words, spans));
}

/** What Markdown leaves out of a text: the spaces at both ends of a line, the backticks of code, the sign before a quoted line, an escape. */
const LEFT_OUT = /[ \t`>\\]/;

/** Where each unit of a text stands in the source; null where Markdown put another in its place. */
function offsetsOf(value: string, source: string, from: number): number[] | null {
  const offsets: number[] = [];
  let at = 0;
  for (let index = 0; index < value.length; index++, at++) {
    while (at < source.length && source[at] !== value[index] && LEFT_OUT.test(source[at] as string)) at++;
    if (source[at] !== value[index]) return null;
    offsets.push(from + at);
  }
  return offsets;
}

function wrap(value: string, spans: Span[]): Element | Text {
  const text: Text = { type: "text", value };
  const inner = spans.at(-1);
  if (!inner) return text;
  const properties = { dataPoint: spans.map((span) => span.point).join(" "), dataTone: inner.tone };
  return { type: "element", tagName: "mark", properties, children: [text] } satisfies Element;
}
