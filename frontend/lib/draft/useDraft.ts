"use client";
/** The draft of one question: read when the page opens, kept at every change. */

import { useEffect, useState } from "react";
import { storage } from "./storage.ts";
import { draftKey, EMPTY, edited, keepDraft, readDraft, withoutSent, type Draft } from "./draft.ts";

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
  /** By what stands there now, not by what stood there on sending: letters typed here or in another tab meanwhile stay. */
  function clear(sent: string): void {
    setDraft((now) => withoutSent(now, sent));
    keepDraft(storage(), question, withoutSent(readDraft(storage(), question), sent));
  }
  /** What is sent next goes out under a new key. */
  function dropKey(): void {
    setDraft((now) => ({ ...now, key: null }));
    keepDraft(storage(), question, { ...readDraft(storage(), question), key: null });
  }
  return { draft, kept, keep, clear, dropKey, write: (text: string) => keep(edited(draft, text)) };
}
