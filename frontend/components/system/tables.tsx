"use client";
/** Queues and processes, as rows. */

import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { ProcessRow, QueueRow } from "../../lib/api/index.ts";
import { span } from "../../lib/format.ts";
import { When } from "../text/When.tsx";

export function QueueTable({ queues }: { queues: QueueRow[] }) {
  const t = useTranslations("system");
  const locale = useLocale();
  return (
    <Table caption={t("queues")} heads={[t("queue"), t("waiting"), t("running"), t("oldest")]}>
      {queues.map((row) => (
        <tr key={row.queue}>
          <th scope="row">{row.queue}</th>
          <td className="numeric">{row.waiting}</td>
          <td className="numeric">{row.running}</td>
          <td className="numeric">{row.oldest_wait_s === null ? "–" : span(row.oldest_wait_s, locale)}</td>
        </tr>
      ))}
    </Table>
  );
}

export function ProcessTable({ processes }: { processes: ProcessRow[] }) {
  const t = useTranslations("system");
  return (
    <Table caption={t("processes")} heads={[t("process"), t("pid"), t("started"), t("beat")]}>
      {processes.map((row) => (
        <tr key={row.id}>
          <th scope="row">{row.kind}</th>
          <td className="numeric">{row.pid}</td>
          <td className="numeric">
            <When at={row.started_at} />
          </td>
          <td className="numeric">
            <When at={row.beat_at} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Table({ caption, heads, children }: { caption: string; heads: string[]; children: ReactNode }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head, index) => (
              <th key={head} scope="col" className={index ? "numeric" : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
