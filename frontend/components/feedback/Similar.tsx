"use client";
/** One's own earlier answers that are near this one in meaning, in either language. */

import { useTranslations } from "use-intl";
import { api, type Job, type Neighbour } from "../../lib/api/index.ts";
import { useAllLive } from "../../lib/stream/useStream.ts";
import { useView } from "../../lib/views/useView.ts";
import { Hits } from "../search/Hits.tsx";
import { Delay } from "./Delay.tsx";
import { Retry } from "./Retry.tsx";

interface Props {
  id: string;
  question: string | undefined;
  embedding: Job | null;
  /** What the event brought, before any call could. */
  told: Neighbour[] | null;
}

export function Similar({ id, question, embedding, told }: Props) {
  const t = useTranslations("feedback");
  const state = embedding?.state ?? "queued";
  const fetched = useView(state === "done" && !told ? `similar:${id}` : null, () => api.similar(id));
  const live = useAllLive();
  // What the event brought does not know what was deleted since.
  const items = (fetched.data?.items ?? told)?.filter((item) => item.answer_id !== id && live[item.answer_id]?.deleted === undefined) ?? null;
  return (
    <section className="similar" aria-label={t("similar")}>
      <h2 className="label">{t("similar")}</h2>
      <p className={items?.length ? "hidden" : "faint"} role="status" data-testid="embedding" data-state={state}>
        {state === "done" ? (items ? t("similarCount", { count: items.length }) : t("embedding.running")) : t(`embedding.${state}`)}
      </p>
      {embedding?.error && state === "queued" ? <Delay error={embedding.error} /> : null}
      {state === "failed" ? <Retry id={id} label={t("retryEmbedding")} /> : null}
      {items?.length ? <Hits items={items.slice(0, 5)} testId="similar" about={question} compact /> : null}
    </section>
  );
}
