"use client";
/** Keeps the stream running and tells it where the first view stands. */

import { useEffect } from "react";
import { follow, joinAt } from "../../lib/stream/store.ts";
import { useMyAnswers } from "../../lib/views/mine.ts";

export function StreamRunner() {
  const { data } = useMyAnswers();
  useEffect(follow, []);
  useEffect(() => {
    if (data) joinAt(data.seq);
  }, [data]);
  return null;
}
