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
  // A code span's position includes its backticks; an entity or escape makes the text differ from its source.
  const shift = source.slice(from, to).indexOf(text.value);
  if (shift < 0) return [text];
  const start = from + shift;
  return pieces(start, start + text.value.length, spans).map((piece) => wrap(source.slice(piece.start, piece.end), piece.spans));
}

function wrap(value: string, spans: Span[]): Element | Text {
  const text: Text = { type: "text", value };
  const inner = spans.at(-1);
  if (!inner) return text;
  const properties = { dataPoint: spans.map((span) => span.point).join(" "), dataTone: inner.tone };
  return { type: "element", tagName: "mark", properties, children: [text] } satisfies Element;
}
