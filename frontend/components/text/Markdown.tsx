"use client";
/** Markdown without raw HTML; loaded only where there is some to show. */

import { useMemo } from "react";
import ReactMarkdown from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import { markQuotes } from "../../lib/answer/markQuotes.ts";
import type { Span } from "../../lib/answer/spans.ts";

const NO_SPANS: Span[] = [];

export default function Markdown({ text, spans = NO_SPANS }: { text: string; spans?: Span[] }) {
  // The marks come after the sanitizer, which keeps positions and would drop our attributes.
  const plugins = useMemo(() => [rehypeSanitize, markQuotes(text, spans)], [text, spans]);
  return <ReactMarkdown rehypePlugins={plugins}>{text}</ReactMarkdown>;
}
