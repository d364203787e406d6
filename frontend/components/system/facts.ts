"use client";
/** What is true of a part right now, in short lines. */

import { useLocale, useTranslations } from "use-intl";
import type { SystemView } from "../../lib/api/index.ts";
import { span } from "../../lib/format.ts";
import { alive, up, type Part } from "../../lib/system/parts.ts";
import { useConnection } from "../../lib/stream/useStream.ts";

export function useFacts(system: SystemView, part: Part): string[] {
  const t = useTranslations("system");
  const c = useTranslations("connection");
  const locale = useLocale();
  const { connection } = useConnection();
  const queue = system.queues.find((row) => `${row.queue}Queue` === part);
  const processes = alive(system, part);
  if (part === "browser") return [c(connection)];
  if (part === "provider") return system.provider ? [system.provider.name, system.provider.model] : [t("noProvider")];
  if (!up(system, part)) return [t("down")];
  const lines: (string | null)[] = [
    queue ? t("queueNow", { waiting: queue.waiting, running: queue.running }) : null,
    queue?.oldest_wait_s ? t("oldestNow", { wait: span(queue.oldest_wait_s, locale) }) : null,
    part === "api" ? t("streamsNow", { count: system.streams }) : null,
    part === "relay" ? t("lagNow", { lag: span(system.relay.lag_s, locale) }) : null,
    part === "relay" ? t("unpublished", { count: system.relay.unpublished }) : null,
    queue ? t("hintsNow", { count: queue.in_broker ?? 0 }) : null,
    part === "bus" ? t("pubsubNow") : null,
    part === "postgres" ? t("embeddedNow", { embedded: system.embedding.embedded, total: system.embedding.total }) : null,
    processes === null ? null : t("processesNow", { count: processes }),
  ];
  return lines.filter((line): line is string => line !== null);
}
