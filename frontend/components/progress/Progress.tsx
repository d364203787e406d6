"use client";
/** What came of the practice so far: where one stands, how it went over time, what comes next. */

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, type Progress as Found, type Scorer } from "../../lib/api/index.ts";
import { useView } from "../../lib/views/useView.ts";
import { NextUp } from "../next/NextUp.tsx";
import { Empty } from "../state/Empty.tsx";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import { Comparison } from "./Comparison.tsx";
import { Scorers } from "./Scorers.tsx";
import { useLineNames } from "./useLineNames.ts";

export function Progress() {
  const t = useTranslations("progress");
  const locale = useLocale();
  const [wanted, setWanted] = useState<Scorer | null>(null);
  const { data: read, problem, reload } = useView(`progress:${JSON.stringify(wanted)}`, () => api.progress(wanted ?? {}));
  // Another scorer's numbers take the place of these when they are here; until then the choice keeps the focus.
  const [held, hold] = useState(read);
  if (read && read !== held) hold(read);
  const data = read ?? held;
  return (
    <div className="progress">
      <header>
        <h1>{t("title")}</h1>
        <p className="intro">{t("intro")}</p>
      </header>
      {problem && !read ? <Trouble problem={problem} onRetry={reload} /> : null}
      {!data && !problem ? <Waiting rows={8} /> : null}
      {data && !data.overall ? (
        <Empty title={t("none")} href={`/${locale}`} action={t("choose")}>
          {t("noneHint")}
        </Empty>
      ) : null}
      <NextUp />
      {data?.overall ? <Charts found={data} onScorer={setWanted} /> : null}
    </div>
  );
}

function Charts({ found, onScorer }: { found: Found; onScorer: (scorer: Scorer) => void }) {
  const t = useTranslations("progress");
  const names = useLineNames();
  if (!found.overall) return null;
  return (
    <>
      <Scorers found={found} onChoose={onScorer} />
      <Comparison title={t("overall")} lines={[found.overall]} step={found.step} nameOf={() => t("all")} />
      <Comparison title={t("axes")} lines={found.axes} step={found.step} nameOf={names.axis} />
      <Comparison title={t("sections")} lines={found.sections} step={found.step} nameOf={names.section} />
      <p className="faint">{t("how")}</p>
    </>
  );
}
