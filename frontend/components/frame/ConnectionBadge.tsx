"use client";
/** Says whether what is on the page is what the server knows; where nobody is signed in, the way in. */

import { useLocale, useTranslations } from "use-intl";
import { moment } from "../../lib/format.ts";
import { useConnection } from "../../lib/stream/useStream.ts";
import { SignIn } from "../state/SignIn.tsx";

export function ConnectionBadge() {
  const t = useTranslations("connection");
  const locale = useLocale();
  const { connection, lastEventAt } = useConnection();
  if (connection === "signedOut") {
    return (
      <p className="badge" data-testid="connection" data-state={connection}>
        <SignIn className="link" />
      </p>
    );
  }
  const at = lastEventAt && moment(lastEventAt, Date.now(), locale);
  const last = at ? t("last", { time: at }) : t("none");
  return (
    <p className="badge" data-testid="connection" data-state={connection} title={`${t(`${connection}Long`)} ${last}`}>
      <span className="badge-dot" aria-hidden="true" />
      {/* The word alone: with the time in it, every event would be spoken. */}
      <span className="badge-word" role="status">
        {t(connection)}
      </span>
      {lastEventAt ? (
        <time className="badge-time" dateTime={lastEventAt} aria-label={last}>
          {at}
        </time>
      ) : null}
    </p>
  );
}
