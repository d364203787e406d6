"use client";
/** Keeps the stream running, tells it where the first view stands, and the server that somebody is here. */

import { useEffect } from "react";
import { api } from "../../lib/api/index.ts";
import { cannotJoin, follow, joinAt } from "../../lib/stream/store.ts";
import { notePainting } from "../../lib/trace/painted.ts";
import { useMyAnswers } from "../../lib/views/mine.ts";
import { useView } from "../../lib/views/useView.ts";

const AGAIN_MS = 5_000;

export function StreamRunner() {
  const { data, problem, reload } = useMyAnswers();
  // Once on every page: it renews the session, so that who comes back keeps their workspace.
  useView("me", api.me);
  useEffect(follow, []);
  useEffect(notePainting, []);
  useEffect(() => {
    if (data) joinAt(data.seq);
  }, [data]);
  useEffect(() => {
    if (data || !problem) return;
    cannotJoin(problem);
    if (problem.signedOut) return;
    const timer = setTimeout(reload, AGAIN_MS);
    return () => clearTimeout(timer);
  });
  return null;
}
