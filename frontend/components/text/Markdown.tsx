"use client";
/** Markdown whose HTML is only words; loaded only where there is some to show. */

import type { Element, ElementContent } from "hast";
import { useMemo, type ComponentProps } from "react";
import ReactMarkdown, { type ExtraProps } from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import { useTranslations } from "use-intl";
import { markQuotes } from "../../lib/answer/markQuotes.ts";
import type { Span } from "../../lib/answer/spans.ts";
import { htmlAsWords } from "../../lib/text/htmlAsWords.ts";
import { tables } from "../../lib/text/tables.ts";
import { Diagram } from "./Diagram.tsx";

const NO_SPANS: Span[] = [];
const REMARK = [tables];

export default function Markdown({ text, spans = NO_SPANS }: { text: string; spans?: Span[] }) {
  // The marks come after the sanitizer, which keeps positions and would drop our attributes.
  const plugins = useMemo(() => [htmlAsWords, rehypeSanitize, markQuotes(text, spans)], [text, spans]);
  return (
    <ReactMarkdown remarkPlugins={REMARK} rehypePlugins={plugins} components={COMPONENTS}>
      {text}
    </ReactMarkdown>
  );
}

const COMPONENTS = { pre: Block, table: Table };

/** A wide one is scrolled by itself, by keyboard too. */
function Table({ node: _, ...rest }: ComponentProps<"table"> & ExtraProps) {
  const t = useTranslations("text");
  return (
    <div className="table-scroll" role="region" aria-label={t("table")} tabIndex={0}>
      <table {...rest} />
    </div>
  );
}

function Block({ node, ...rest }: ComponentProps<"pre"> & ExtraProps) {
  const code = node?.children[0];
  if (isElement(code) && isMermaid(code)) return <Diagram source={textOf(code).trim()} />;
  return <pre {...rest} />;
}

const isElement = (node: ElementContent | undefined): node is Element => node?.type === "element";

function isMermaid({ properties }: Element): boolean {
  return Array.isArray(properties.className) && properties.className.includes("language-mermaid");
}

/** Quoted words may have been marked inside the source; the drawing needs it bare. */
function textOf(node: Element): string {
  return node.children.map((child) => (child.type === "text" ? child.value : isElement(child) ? textOf(child) : "")).join("");
}
