"use client";
/** The way one answer took through the system: a sentence, a time line, every hop. */

import Link from "next/link";
import { useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { span } from "../../lib/format.ts";
import { withRendered, type AnyHop } from "../../lib/trace/hops.ts";
import { painted } from "../../lib/trace/painted.ts";
import { partOf, sourceOf } from "../../lib/trace/sources.ts";
import { timelineOf } from "../../lib/trace/timeline.ts";
import { Account } from "../trace/Account.tsx";
import { Timeline } from "../trace/Timeline.tsx";
import { useHops } from "../trace/useHops.ts";

export function Trace({ id }: { id: string }) {
  const t = useTranslations("answer");
  const [open, setOpen] = useState(false);
  const { data, problem } = useHops(open ? id : null);
  const hops = useMemo(() => data && withRendered(id, data.hops, painted()), [id, data]);
  const times = useMemo(() => hops && timelineOf(hops), [hops]);
  return (
    <details className="fold trace" data-testid="trace" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("trace")}</summary>
      <div className="trace-body">
        {problem ? <p className="faint">{t("noTrace")}</p> : null}
        {times ? <Account times={times} /> : null}
        {times ? <Timeline times={times} /> : null}
        {hops?.length ? <Follow id={id} /> : null}
        {hops ? <Hops hops={hops} /> : null}
      </div>
    </details>
  );
}

function Follow({ id }: { id: string }) {
  const t = useTranslations("answer");
  return (
    <p>
      <Link className="link" href={`/${useLocale()}/system?answer=${id}`} prefetch={false}>
        {t("follow")}
      </Link>
    </p>
  );
}

function Hops({ hops }: { hops: AnyHop[] }) {
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
            <th scope="col">{t("where")}</th>
          </tr>
        </thead>
        <tbody>
          {hops.map((hop, index) => (
            <tr key={index}>
              <td>
                <Link href={`/${locale}/system#part-${partOf(hop)}`} prefetch={false}>{t(`hops.${hop.hop}`)}</Link>
                {hop.event ? <code className="hop-event">{hop.event}</code> : null}
                {hop.attempt && hop.attempt > 1 ? <span className="faint"> {t("try", { attempt: hop.attempt })}</span> : null}
              </td>
              <td>{hop.job ? t(`jobs.${hop.job}`) : "–"}</td>
              <td className="numeric">{span((Date.parse(hop.at) - start) / 1000, locale)}</td>
              <td>
                <Link href={`/${locale}/source/${sourceOf(hop).name}`} prefetch={false}>
                  <code className="source">{sourceOf(hop).path}</code>
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hops.some(({ hop }) => hop === "rendered") ? <p className="faint">{t("renderedHere")}</p> : null}
    </div>
  );
}
