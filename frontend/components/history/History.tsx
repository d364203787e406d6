"use client";
/** One's own answers, day by day, newest first. */

import { useSearchParams } from "next/navigation";
import { Suspense } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useMyAnswers } from "../../lib/views/mine.ts";
import { Empty } from "../state/Empty.tsx";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import { Days } from "./Days.tsx";
import { Older } from "./Older.tsx";

export function History() {
  const t = useTranslations("history");
  return (
    <div className="column">
      <h1>{t("title")}</h1>
      <Suspense fallback={<Waiting rows={6} />}>
        <Past />
      </Suspense>
    </div>
  );
}

function Past() {
  const t = useTranslations("history");
  const locale = useLocale();
  const question = useSearchParams().get("question");
  const { data, problem, reload } = useMyAnswers(question);
  return (
    <>
      {problem ? <Trouble problem={problem} onRetry={reload} /> : null}
      {!data && !problem ? <Waiting rows={6} /> : null}
      {data && !data.items.length ? (
        <Empty title={t("none")} href={`/${locale}`} action={t("choose")}>
          {t("noneHint")}
        </Empty>
      ) : null}
      {data ? <Days items={data.items} /> : null}
      {data?.next_cursor ? <Older from={data.next_cursor} question={question} /> : null}
    </>
  );
}
