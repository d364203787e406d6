"use client";
/** The hops of an answer as far as they are known, read again after its news. */

import { useEffect } from "react";
import { api } from "../../lib/api/index.ts";
import { useLive } from "../../lib/stream/useStream.ts";
import { useView } from "../../lib/views/useView.ts";

/** The server notes its pushes in batches, and the browser a painting after the picture. */
const NOTED_MS = 1_000;

export function useHops(id: string | null) {
  const view = useView(id && `trace:${id}`, () => api.trace(id ?? ""));
  const live = useLive(id);
  const { reload } = view;
  useEffect(() => {
    if (!id) return;
    // Read as soon as there is news, the way would lack the last hops of that very news.
    const later = setTimeout(reload, NOTED_MS);
    return () => clearTimeout(later);
    // `reload` always means the view of this id.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, live]);
  return view;
}
