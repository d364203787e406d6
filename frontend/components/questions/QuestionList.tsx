"use client";
/** The questions to choose from, narrowed as one likes; the address holds the choice. */

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { Suspense, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, type QuestionSummary } from "../../lib/api/index.ts";
import { useStandings } from "../../lib/views/mine.ts";
import { useView } from "../../lib/views/useView.ts";
import { NextUp } from "../next/NextUp.tsx";
import { Empty } from "../state/Empty.tsx";
import { SignInFirst } from "../state/SignInFirst.tsx";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import { addressOf, changed, filterOf, type Filter } from "../../lib/questions/filter.ts";
import { Filters } from "./Filters.tsx";
import { MoreQuestions } from "./MoreQuestions.tsx";
import { QuestionRow } from "./QuestionRow.tsx";

/** The words above the list stand in the prerendered page; the list waits for the address. */
export function QuestionList() {
  const t = useTranslations("questions");
  return (
    <div className="browse">
      <section className="lead">
        <h1>{t.rich("lead", { mark: (words) => <mark className="stroke">{words}</mark>, br: () => <br /> })}</h1>
        <p>{t("intro")}</p>
      </section>
      <Suspense fallback={<Waiting rows={8} />}>
        <Browse />
      </Suspense>
    </div>
  );
}

function Browse() {
  const t = useTranslations("questions");
  const locale = useLocale();
  const [filter, choose] = useFilter();
  const { data, problem, reload } = useView(`questions:${locale}:${JSON.stringify(filter)}`, () => api.questions({ ...filter, lang: locale }));
  const standings = useStandings();
  // The tags stay while another list is read: the one that was pressed keeps the focus.
  const [shown, show] = useState<QuestionSummary[]>([]);
  if (data && data.items !== shown) show(data.items);
  return (
    <>
      <SignInFirst />
      {/* Whoever came for one bank has chosen what to practise. */}
      {filter.bank ? null : <NextUp />}
      <Filters filter={filter} shown={shown} onChoose={choose} />
      <section className="browse-list" aria-label={t("list")}>
        {problem ? <Trouble problem={problem} onRetry={reload} /> : null}
        {!data && !problem ? <Waiting rows={8} /> : null}
        {data ? (
          <p className="count" role="status">
            {t("count", { count: data.items.length })}
            {data.next_cursor ? ` ${t("andMore")}` : ""}
          </p>
        ) : null}
        {data && !data.items.length ? <Empty title={t("none")}>{t("noneHint")}</Empty> : null}
        <ol className="rows">
          {data?.items.map((question) => (
            <QuestionRow key={question.id} question={question} standing={standings[question.id]} />
          ))}
        </ol>
        {data?.next_cursor ? <MoreQuestions key={data.next_cursor} filter={filter} from={data.next_cursor} /> : null}
      </section>
    </>
  );
}

function useFilter(): [Filter, (change: Partial<Filter>) => void] {
  const query = useSearchParams();
  const router = useRouter();
  const path = usePathname();
  const filter = filterOf(query);
  return [filter, (change) => router.replace(addressOf(path, changed(filter, change)), { scroll: false })];
}
