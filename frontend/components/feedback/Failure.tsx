"use client";
/** A scoring that failed: why, and the way to have it done again. */

import { useTranslations } from "use-intl";
import type { AnswerView } from "../../lib/api/index.ts";
import { Retry } from "./Retry.tsx";

export function Failure({ view }: { view: AnswerView }) {
  const t = useTranslations("feedback");
  const { error } = view.scoring;
  const known = error !== null && t.has(`reasons.${error.code}` as "reasons.other");
  return (
    <div className="notice" role="alert" data-code={error?.code}>
      <p>{t("failed")}</p>
      {error ? <p className="faint">{known ? t(`reasons.${error.code}` as "reasons.other") : error.message}</p> : null}
      <Retry id={view.id} label={t("retry")} />
    </div>
  );
}
