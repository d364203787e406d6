"use client";
/** Where one is signed in; each session can be ended from here. */

import { useEffect, useState, type ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, Problem, type SessionRow } from "../../lib/api/index.ts";
import { date } from "../../lib/format.ts";
import { invalidate } from "../../lib/views/cache.ts";
import { useView } from "../../lib/views/useView.ts";
import { Trouble } from "../state/Trouble.tsx";
import { useHandOver } from "../state/useHandOver.ts";
import { When } from "../text/When.tsx";

export function Sessions() {
  const t = useTranslations("workspace");
  const { data, problem: refused, reload } = useView("sessions", api.sessions);
  // No event tells of another device: whoever comes back here looks for one that they do not know.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(reload, []);
  const [problem, setProblem] = useState<Problem | null>(null);
  const end = (id: string): void =>
    void api.endSession(id).then(
      () => invalidate(["sessions", "workspace"]),
      (error: unknown) => setProblem(error as Problem),
    );
  return (
    <section aria-labelledby="sessions-title">
      <h2 id="sessions-title" tabIndex={-1}>{t("sessions")}</h2>
      <p className="faint">{t("sessionsHow")}</p>
      {(problem ?? refused) ? <Trouble problem={(problem ?? refused) as Problem} /> : null}
      <ul className="rows sessions">
        {data?.items.map((session) => (
          <Session key={session.id} session={session} onEnd={() => end(session.id)} />
        ))}
      </ul>
    </section>
  );
}

function Session({ session, onEnd }: { session: SessionRow; onEnd: () => void }) {
  const t = useTranslations("workspace");
  const locale = useLocale();
  const client = session.client ?? t("unknownClient");
  return (
    <li className="session" data-testid="session" data-current={session.current || undefined}>
      <p className="session-client">
        {client} {session.current ? <span className="own">{t("thisOne")}</span> : null}
      </p>
      <p className="meta">
        <span>{t("since", { day: date(session.created_at, locale) })}</span>
        {session.last_seen_at ? (
          <span>
            {t("lastSeen")} <When at={session.last_seen_at} />
          </span>
        ) : null}
      </p>
      {session.current ? null : (
        <End label={t("endOne", { client })} onEnd={onEnd}>
          {t("end")}
        </End>
      )}
    </li>
  );
}

function End({ label, onEnd, children }: { label: string; onEnd: () => void; children: ReactNode }) {
  const button = useHandOver("#sessions-title");
  return (
    <button ref={button} type="button" className="button quiet" onClick={onEnd} aria-label={label}>
      {children}
    </button>
  );
}
