"use client";
/** Two texts as one, with what went and what came. */

import { useMemo } from "react";
import { diff } from "../../lib/compare/diff.ts";

export function Changes({ before, after, lang }: { before: string; after: string; lang?: string }) {
  const changes = useMemo(() => diff(before, after), [before, after]);
  return (
    <span className="changes" lang={lang}>
      {changes.map(({ kind, text }, index) => (kind === "same" ? text : kind === "gone" ? <del key={index}>{text}</del> : <ins key={index}>{text}</ins>))}
    </span>
  );
}
