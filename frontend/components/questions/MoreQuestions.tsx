"use client";
/** The next page of a long list of questions, on demand. */

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import type { Filter } from "../../lib/questions/filter.ts";
import { useStandings } from "../../lib/views/mine.ts";
import { useView } from "../../lib/views/useView.ts";
import { More, useArrival } from "../state/More.tsx";
import { QuestionRow } from "./QuestionRow.tsx";

export function MoreQuestions({ filter, from }: { filter: Filter; from: string }) {
  const t = useTranslations("questions");
  const locale = useLocale();
  const standings = useStandings();
  const [wanted, setWanted] = useState(false);
  const { data, problem, loading, reload } = useView(wanted ? `questions:${locale}:${JSON.stringify(filter)}:${from}` : null, () => api.questions({ ...filter, lang: locale, cursor: from }));
  const list = useArrival<HTMLOListElement>(data !== undefined);
  if (!data) {
    return <More label={t("next")} busy={wanted && loading} problem={problem} onMore={wanted ? reload : () => setWanted(true)} />;
  }
  return (
    <>
      <ol className="rows" ref={list}>
        {data.items.map((question) => (
          <QuestionRow key={question.id} question={question} standing={standings[question.id]} />
        ))}
      </ol>
      {data.next_cursor ? <MoreQuestions filter={filter} from={data.next_cursor} /> : null}
    </>
  );
}
