"use client";
/** Lines over time with the table of what they say; the line that is looked at stands out of the others. */

import { lazy, Suspense, useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Progress, Series } from "../../lib/api/index.ts";
import { ByStep } from "./ByStep.tsx";
import { Lines } from "./Lines.tsx";

type Drawing = typeof import("./Chart.tsx").default;

// The library for charts is larger than the rest of the page: it is fetched when there is something to draw.
const Chart = lazy(() => import("./Chart.tsx").catch(() => ({ default: (() => null) as unknown as Drawing })));

interface Props {
  title: string;
  lines: Series[];
  step: Progress["step"];
  nameOf: (key: string) => string;
}

export function Comparison({ title, lines, step, nameOf }: Props) {
  const t = useTranslations("progress");
  const locale = useLocale();
  const id = useId();
  const [wanted, setWanted] = useState<string | null>(null);
  const weakest = lines.toSorted((a, b) => a.now - b.now)[0];
  const shown = lines.find(({ key }) => key === wanted) ?? weakest;
  if (!shown) return null;
  return (
    <section className="comparison" aria-labelledby={id} data-testid="comparison">
      <h2 id={id}>{title}</h2>
      <figure className="chart" role="img" aria-label={t("chartOf", { name: nameOf(shown.key), count: shown.buckets.length })}>
        <Suspense>
          <Chart lines={lines} shown={shown.key} step={step} locale={locale} />
        </Suspense>
      </figure>
      <div className="chart-words">
        <Lines lines={lines} shown={shown.key} onShow={setWanted} nameOf={nameOf} label={title} />
        <ByStep open={lines.length === 1} line={shown} step={step} name={nameOf(shown.key)} />
      </div>
    </section>
  );
}
