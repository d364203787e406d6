"use client";
/** A text that may hold Markdown: its own words at once, set properly as soon as the renderer is here. */

import { lazy, Suspense } from "react";
import type { Span } from "../../lib/answer/spans.ts";

const load = () => import("./Markdown.tsx");
// A chunk that cannot be fetched leaves the text as it was typed, rather than no page at all.
const Markdown = lazy(() => load().catch(() => ({ default: Plain })));

function Plain({ text }: { text: string }) {
  return <p>{text}</p>;
}

/** Fetches the renderer before it is needed, so that a sent answer is set at once. */
export function prepareProse(): void {
  void load().catch(() => {
    // Offline: it is asked for again when there is something to show.
  });
}

export function Prose({ text, spans, lang }: { text: string; spans?: Span[]; lang?: string }) {
  return (
    <div className="prose" lang={lang}>
      <Suspense fallback={<Plain text={text} />}>
        <Markdown text={text} spans={spans} />
      </Suspense>
    </div>
  );
}
