"use client";
/** The draft of one question: read when the page opens, kept at every change. */

import { useEffect, useState } from "react";
import { storage } from "./storage.ts";
import { EMPTY, edited, keepDraft, readDraft, type Draft } from "./draft.ts";

export function useDraft(question: string) {
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [kept, setKept] = useState(true);
  useEffect(() => setDraft(readDraft(storage(), question)), [question]);

  function keep(next: Draft): void {
    setDraft(next);
    setKept(keepDraft(storage(), question, next));
  }
  return { draft, kept, keep, write: (text: string) => keep(edited(draft, text)) };
}
