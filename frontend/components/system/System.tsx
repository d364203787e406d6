"use client";
/** The running system: its processes, its queues, its services. */

import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, type SystemView } from "../../lib/api/index.ts";
import { span } from "../../lib/format.ts";
import { useView } from "../../lib/views/useView.ts";
import { Follow } from "../follow/Follow.tsx";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import { Parts } from "./Parts.tsx";
import { Recent } from "./Recent.tsx";
import { useWalks } from "./useWalks.ts";
import { ProcessTable, QueueTable } from "./tables.tsx";

const POLL_MS = 3_000;
/** As many readings may be on their way before the numbers are called old. */
const PATIENCE = 3;

export function System() {
  const t = useTranslations("system");
  const { data, problem, reload } = useView("system", api.system);
  const { walking, recent } = useWalks();
  // A server that is gone refuses, one that hangs says nothing at all: both leave its last numbers standing.
  const [unanswered, setUnanswered] = useState(0);
  useEffect(() => setUnanswered(0), [data]);
  useEffect(() => {
    const look = (): void => {
      setUnanswered((times) => times + 1);
      reload();
    };
    const timer = setInterval(() => document.visibilityState === "visible" && look(), POLL_MS);
    return () => clearInterval(timer);
    // `reload` always means the same view.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <div className="system">
      <h1>{t("title")}</h1>
      <p className="intro">{t("intro")}</p>
      {problem && !data ? <Trouble problem={problem} onRetry={reload} /> : null}
      {!data && !problem ? <Waiting rows={8} /> : null}
      {data ? (
        <>
          {unanswered > PATIENCE ? (
            <p className="notice" role="alert" data-testid="stale">
              {t("stale")}
            </p>
          ) : null}
          <Follow system={data} walking={walking} />
          <Recent recent={recent} />
          <Parts system={data} />
          <Facts system={data} />
          <QueueTable queues={data.queues} />
          <ProcessTable processes={data.processes} />
        </>
      ) : null}
    </div>
  );
}

function Facts({ system }: { system: SystemView }) {
  const t = useTranslations("system");
  const locale = useLocale();
  const { relay, streams, embedding, services } = system;
  return (
    <dl className="facts">
      <Fact term={t("services")} value={<Services services={services} />} />
      <Fact term={t("relay")} value={relay.lag_s === null ? "–" : span(relay.lag_s, locale)} note={t("unpublished", { count: relay.unpublished })} />
      <Fact term={t("streams")} value={streams} />
      <Fact term={t("embedded")} value={`${embedding.embedded} / ${embedding.total}`} />
    </dl>
  );
}

function Fact({ term, value, note }: { term: string; value: React.ReactNode; note?: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {value}
        {note ? <span className="faint">{note}</span> : null}
      </dd>
    </div>
  );
}

function Services({ services }: { services: Record<string, boolean> }) {
  const t = useTranslations("system");
  return (
    <ul className="services">
      {Object.entries(services).map(([name, up]) => (
        <li key={name} data-up={up || undefined}>
          {name} <span>{up ? t("up") : t("down")}</span>
        </li>
      ))}
    </ul>
  );
}
