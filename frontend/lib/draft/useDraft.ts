"use client";
/** The draft of one question: read when the page opens, kept at every change. */

import { useEffect, useState } from "react";
import { storage } from "./storage.ts";
import { draftKey, EMPTY, edited, keepDraft, readDraft, type Draft } from "./draft.ts";

export function useDraft(question: string) {
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [kept, setKept] = useState(true);
  useEffect(() => setDraft(readDraft(storage(), question)), [question]);
  useEffect(() => {
    // What is typed in another tab is seen here; else the first letter typed here would overwrite it.
    const hear = ({ key }: StorageEvent): void => void (key === draftKey(question) && setDraft(readDraft(storage(), question)));
    addEventListener("storage", hear);
    return () => removeEventListener("storage", hear);
  }, [question]);

  function keep(next: Draft): void {
    setDraft(next);
    setKept(keepDraft(storage(), question, next));
  }
  return { draft, kept, keep, write: (text: string) => keep(edited(draft, text)) };
}
