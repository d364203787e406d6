"use client";
/** One's own answers, day by day, newest first. */

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { Suspense } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useMyAnswers } from "../../lib/views/mine.ts";
import { Empty } from "../state/Empty.tsx";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import { Days } from "./Days.tsx";
import { Older } from "./Older.tsx";
import { Questions } from "./Questions.tsx";

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
  const query = useSearchParams();
  const question = query.get("question");
  const gathered = query.get("by") === "question";
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
      {data?.items.length && !question ? <Order gathered={gathered} /> : null}
      {data && gathered ? <Questions /> : null}
      {data && !gathered ? <Days items={data.items} /> : null}
      {data?.next_cursor && !gathered ? <Older from={data.next_cursor} question={question} /> : null}
    </>
  );
}

function Order({ gathered }: { gathered: boolean }) {
  const t = useTranslations("history");
  const path = `/${useLocale()}/history`;
  return (
    <nav className="order" aria-label={t("order")}>
      <Link href={path} replace scroll={false} aria-current={gathered ? undefined : "page"}>
        {t("byTime")}
      </Link>
      <Link href={`${path}?by=question`} replace scroll={false} aria-current={gathered ? "page" : undefined}>
        {t("byQuestion")}
      </Link>
    </nav>
  );
}
