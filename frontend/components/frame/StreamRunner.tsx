"use client";
/** Keeps the stream running and tells it where the first view stands. */

import { useEffect } from "react";
import { cannotJoin, follow, joinAt } from "../../lib/stream/store.ts";
import { notePainting } from "../../lib/trace/painted.ts";
import { useMyAnswers } from "../../lib/views/mine.ts";

const AGAIN_MS = 5_000;

export function StreamRunner() {
  const { data, problem, reload } = useMyAnswers();
  useEffect(follow, []);
  useEffect(notePainting, []);
  useEffect(() => {
    if (data) joinAt(data.seq);
  }, [data]);
  useEffect(() => {
    if (data || !problem) return;
    cannotJoin();
    const timer = setTimeout(reload, AGAIN_MS);
    return () => clearTimeout(timer);
  });
  return null;
}
