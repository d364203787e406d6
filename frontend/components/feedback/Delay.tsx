"use client";
/** Why a job waits although it was tried, and when it is tried again. */

import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { JobError } from "../../lib/api/index.ts";
import { span, timeOfDay } from "../../lib/format.ts";

export function Delay({ error }: { error: JobError }) {
  const t = useTranslations("feedback");
  const locale = useLocale();
  const known = t.has(`reasons.${error.code}` as "reasons.other");
  return (
    <div className="delay" data-testid="delayed" data-code={error.code}>
      <p>{known ? t(`reasons.${error.code}` as "reasons.other") : error.message || t("reasons.other")}</p>
      {error.retry_at ? (
        <p className="faint">
          {t("willRetry", { time: timeOfDay(error.retry_at, locale) })} <Countdown to={error.retry_at} />
        </p>
      ) : null}
    </div>
  );
}

/** Not spoken: a live region that counts would never let anyone listen to anything else. */
function Countdown({ to }: { to: string }) {
  const t = useTranslations("feedback");
  const locale = useLocale();
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const look = (): void => setLeft(Math.ceil((Date.parse(to) - Date.now()) / 1000));
    look();
    const tick = setInterval(look, 1_000);
    return () => clearInterval(tick);
  }, [to]);
  if (left === null) return null;
  return <span aria-hidden="true">{left > 0 ? t("left", { left: span(left, locale) }) : t("anyMoment")}</span>;
}
