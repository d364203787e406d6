"use client";
/** One's own answers by meaning, in either language; the address holds the words. */

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { Suspense } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, type Neighbour, type Neighbours } from "../../lib/api/index.ts";
import { closeOnes, searchAddress, searchFilterOf, searchQuery, type SearchFilter } from "../../lib/search/filter.ts";
import { useView } from "../../lib/views/useView.ts";
import { Empty } from "../state/Empty.tsx";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import { SearchBox } from "../text/SearchBox.tsx";
import { Hits } from "./Hits.tsx";
import { SearchFilters } from "./SearchFilters.tsx";

export function Search() {
  const t = useTranslations("search");
  return (
    <div className="column">
      <h1>{t("title")}</h1>
      <p className="intro">{t("intro")}</p>
      <Suspense fallback={<Waiting rows={3} />}>
        <Asked />
      </Suspense>
    </div>
  );
}

function Asked() {
  const t = useTranslations("search");
  const query = useSearchParams();
  const [q, filter] = [query.get("q") ?? "", searchFilterOf(query)];
  const router = useRouter();
  const path = usePathname();
  const { data, problem, reload } = useView(q && `search:${q}:${JSON.stringify(filter)}`, () => api.search(q, searchQuery(filter)));
  const look = (words: string, change: Partial<SearchFilter> = {}): void => router.replace(searchAddress(path, words, { ...filter, ...change }), { scroll: false });
  return (
    <>
      <div role="search">
        <SearchBox label={t("label")} value={q} onSettle={(words) => look(words)} most={2000} large />
        <SearchFilters filter={filter} onChoose={(change) => look(q, change)} />
      </div>
      {problem ? <Trouble problem={problem} onRetry={reload} /> : null}
      {q && !data && !problem ? <Waiting rows={4} /> : null}
      {q && data ? <Found data={data} q={q} /> : null}
    </>
  );
}

function Found({ data, q }: { data: Neighbours; q: string }) {
  const t = useTranslations("search");
  const locale = useLocale();
  const behind = data.total - data.embedded;
  const measured = data.mode === "meaning";
  const close = measured ? closeOnes(data.items, q) : data.items.length;
  return (
    <section aria-label={t("results")}>
      <p className="count" role="status">
        {data.items.length && !close ? `${t("nothingClose")} ` : ""}
        {t("found", { count: data.items.length })}
        {data.mode === "words" ? ` ${t("byWords")}` : ""}
        {data.mode === "meaning" && behind > 0 ? ` ${t("behind", { behind, total: data.total })}` : ""}
      </p>
      {data.total === 0 ? (
        <Empty title={t("nothingYet")} href={`/${locale}`} action={t("choose")} />
      ) : data.items.length ? (
        <Nearest items={data.items} close={close} q={q} measured={measured} />
      ) : (
        <Empty title={t("none")}>{t("noneHint")}</Empty>
      )}
    </section>
  );
}

/** A heading parts them for whoever hears the page too; where nothing is close, the line above says so. */
function Nearest({ items, close, q, measured }: { items: Neighbour[]; close: number; q: string; measured: boolean }) {
  const t = useTranslations("search");
  const parted = close > 0 && close < items.length;
  return (
    <>
      <Hits items={parted ? items.slice(0, close) : items} words={q} testId="results" measured={measured} />
      {parted ? (
        <section aria-labelledby="less-related" data-testid="less-related">
          <h2 id="less-related" className="label less-related">
            {t("less")}
          </h2>
          <Hits items={items.slice(close)} words={q} testId="results-less" measured={measured} start={close + 1} />
        </section>
      ) : null}
    </>
  );
}
