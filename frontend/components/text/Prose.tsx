"use client";
/** A text that may hold Markdown: its own words at once, set properly as soon as the renderer is here. */

import { lazy, Suspense } from "react";
import type { Span } from "../../lib/answer/spans.ts";

const Markdown = lazy(() => import("./Markdown.tsx"));

export function Prose({ text, spans, lang }: { text: string; spans?: Span[]; lang?: string }) {
  return (
    <div className="prose" lang={lang}>
      <Suspense fallback={<p>{text}</p>}>
        <Markdown text={text} spans={spans} />
      </Suspense>
    </div>
  );
}
