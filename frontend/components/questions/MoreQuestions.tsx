"use client";
/** The next page of a long list of questions, on demand. */

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import type { Filter } from "../../lib/questions/filter.ts";
import { useStandings } from "../../lib/views/mine.ts";
import { useView } from "../../lib/views/useView.ts";
import { QuestionRow } from "./QuestionRow.tsx";

export function MoreQuestions({ filter, from }: { filter: Filter; from: string }) {
  const t = useTranslations("questions");
  const locale = useLocale();
  const standings = useStandings();
  const [wanted, setWanted] = useState(false);
  const { data } = useView(wanted ? `questions:${locale}:${JSON.stringify(filter)}:${from}` : null, () => api.questions({ ...filter, lang: locale, cursor: from }));
  if (!data) {
    return (
      <button type="button" className="button quiet" aria-disabled={wanted} onClick={() => setWanted(true)}>
        {t("next")}
      </button>
    );
  }
  return (
    <>
      <ol className="rows">
        {data.items.map((question) => (
          <QuestionRow key={question.id} question={question} standing={standings[question.id]} />
        ))}
      </ol>
      {data.next_cursor ? <MoreQuestions filter={filter} from={data.next_cursor} /> : null}
    </>
  );
}
