"use client";
/** The next page of a long list of questions, on demand. */

import { useLocale, useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import type { Filter } from "../../lib/questions/filter.ts";
import { useStandings } from "../../lib/views/mine.ts";
import { More, useMore } from "../state/More.tsx";
import { QuestionRow } from "./QuestionRow.tsx";

export function MoreQuestions({ filter, from }: { filter: Filter; from: string }) {
  const t = useTranslations("questions");
  const locale = useLocale();
  const standings = useStandings();
  const { data, list, more } = useMore(`questions:${locale}:${JSON.stringify(filter)}:${from}`, () => api.questions({ ...filter, lang: locale, cursor: from }));
  if (!data) return <More label={t("next")} {...more} />;
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
