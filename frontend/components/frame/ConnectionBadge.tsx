"use client";
/** Says whether what is on the page is what the server knows. */

import { useLocale, useTranslations } from "use-intl";
import { moment } from "../../lib/format.ts";
import { useConnection } from "../../lib/stream/useStream.ts";

export function ConnectionBadge() {
  const t = useTranslations("connection");
  const locale = useLocale();
  const { connection, lastEventAt } = useConnection();
  const at = lastEventAt && moment(lastEventAt, Date.now(), locale);
  const last = at ? t("last", { time: at }) : t("none");
  return (
    <p className="badge" data-testid="connection" data-state={connection} role="status" title={`${t(`${connection}Long`)} ${last}`}>
      <span className="badge-dot" aria-hidden="true" />
      <span className="badge-word">{t(connection)}</span>
      {lastEventAt ? (
        <time className="badge-time" dateTime={lastEventAt} aria-label={last}>
          {at}
        </time>
      ) : null}
    </p>
  );
}
