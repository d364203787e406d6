"use client";
/** Where the time of one answer went, in a sentence. */

import { useLocale, useTranslations } from "use-intl";
import { percent, span } from "../../lib/format.ts";
import { accountOf, type Timeline } from "../../lib/trace/timeline.ts";

export function Account({ times }: { times: Timeline }) {
  const t = useTranslations("trace");
  const locale = useLocale();
  const account = accountOf(times);
  if (!account) return null;
  const { seconds, most, share, besides } = account;
  return (
    <p className="account" data-testid="account">
      {seconds === null ? t("notYet") : t("took", { seconds: span(seconds, locale) })} {t(`most.${most}`, { share: percent(share, locale) })}{" "}
      {besides === null ? "" : t("besides", { seconds: span(besides, locale) })}
    </p>
  );
}
