"use client";
/** What the sign-in brought, as the address tells it on whatever page one lands. */

import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";

export function CameBack() {
  const t = useTranslations("workspace");
  const query = useSearchParams();
  const error = query.get("sign_in_error");
  const moved = Number(query.get("moved"));
  if (error) {
    const known = t.has(`errors.${error}` as "errors.other");
    return (
      <p className="notice" role="alert" data-code={error}>
        {known ? t(`errors.${error}` as "errors.other") : t("errors.other")}
      </p>
    );
  }
  return moved > 0 ? (
    <p className="notice" role="status">
      {t("moved", { count: moved })}
    </p>
  ) : null;
}
