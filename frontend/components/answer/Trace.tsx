"use client";
/** The way one answer took through the system, with its real times. */

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, type Hop } from "../../lib/api/index.ts";
import { span } from "../../lib/format.ts";
import { useView } from "../../lib/views/useView.ts";

export function Trace({ id }: { id: string }) {
  const t = useTranslations("answer");
  const [open, setOpen] = useState(false);
  const { data, problem } = useView(open ? `trace:${id}` : null, () => api.trace(id));
  return (
    <details className="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("trace")}</summary>
      {problem ? <p className="faint">{t("noTrace")}</p> : null}
      {data ? <Hops hops={data.hops} /> : null}
    </details>
  );
}

function Hops({ hops }: { hops: Hop[] }) {
  const t = useTranslations("answer");
  const locale = useLocale();
  const start = Date.parse(hops[0]?.at ?? "");
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("trace")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("hop")}</th>
            <th scope="col">{t("job")}</th>
            <th scope="col" className="numeric">
              {t("after")}
            </th>
          </tr>
        </thead>
        <tbody>
          {hops.map((hop, index) => (
            <tr key={index}>
              <td>
                {t.has(`hops.${hop.hop}` as "hops.received") ? t(`hops.${hop.hop}` as "hops.received") : hop.hop}
                {hop.event ? <code className="hop-event">{hop.event}</code> : null}
              </td>
              <td>{hop.job ? t(`jobs.${hop.job}`) : "–"}</td>
              <td className="numeric">{span((Date.parse(hop.at) - start) / 1000, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
