"use client";
/** The next page of a long history, on demand. */

import { useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import { More, useMore } from "../state/More.tsx";
import { Days } from "./Days.tsx";

export function Older({ from, question }: { from: string; question: string | null }) {
  const t = useTranslations("history");
  const { data, list, more } = useMore(`answers:${question ?? "all"}:${from}`, () => api.answers({ question_id: question, cursor: from }));
  if (!data) return <More label={t("older")} {...more} />;
  return (
    <>
      <div ref={list}>
        <Days items={data.items} />
      </div>
      {data.next_cursor ? <Older from={data.next_cursor} question={question} /> : null}
    </>
  );
}
